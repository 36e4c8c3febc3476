package pagestream.demo;

import java.time.Duration;
import java.util.List;

/// How badly the shop answers for its pages.
///
/// @param delay before each answer
/// @param busy one answer in how many is 429; 0 for none
/// @param retry after which time a busy shop asks to be asked again
/// @param retryAs how it says so
/// @param failing one answer in how many is 503; 0 for none
/// @param block after how many requests in a second a page asks whether one is human; 0 for never
record AnswerFlaws(
    Duration delay, int busy, Duration retry, RetryForm retryAs, int failing, int block) {
  /// The two forms of Retry-After (RFC 9110, 10.2.3).
  enum RetryForm {
    SECONDS,
    DATE
  }

  static final List<String> NAMES =
      List.of("delay", "busy", "retry", "retryAs", "failing", "block");

  private static final int MOST = 100_000;
  private static final Duration LONGEST_RETRY = Duration.ofDays(1);

  static AnswerFlaws of(Wishes wishes) {
    return new AnswerFlaws(
        wishes.time("delay", DemoQuery.LONGEST_DELAY, Duration.ZERO),
        wishes.number("busy", 0, MOST, 0),
        wishes.time("retry", LONGEST_RETRY, Duration.ofSeconds(1)),
        wishes.one("retryAs", RetryForm.SECONDS),
        wishes.number("failing", 0, MOST, 0),
        wishes.number("block", 0, MOST, 0));
  }
}
