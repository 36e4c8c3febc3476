package pagestream.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pagestream.http.Answer;

/// What the shop answers where it does not show the page: the same in each run of the site.
final class FlawedAnswers {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Clock clock;

  /// How often each page was asked for, by path.
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();

  /// When those of the last second arrived.
  private final Deque<Instant> requests = new ArrayDeque<>();

  FlawedAnswers(Clock clock) {
    this.clock = clock;
  }

  /// Empty where the page is shown, after the delay.
  Optional<Answer> instead(String path, AnswerFlaws flaws) throws InterruptedIOException {
    Pause.of(flaws.delay());
    if (flaws.block() > 0 && requestsOfLastSecond() > flaws.block()) {
      return Optional.of(blocked());
    }
    return flaws.busy() + flaws.failing() > 0 ? failure(path, flaws) : Optional.empty();
  }

  /// A page fails by chance, but never twice in a row.
  private Optional<Answer> failure(String path, AnswerFlaws flaws) {
    int count = tries.merge(path, 1, Integer::sum);
    long draw = Mix.of(path.hashCode() + Mix.of(count));
    if (count % 2 == 0) {
      return Optional.empty();
    }
    if (isOne(flaws.busy(), draw)) {
      return Optional.of(busy(flaws));
    }
    return isOne(flaws.failing(), Mix.of(draw))
        ? Optional.of(Answer.text(503, "status 503, as the query asked; the next try succeeds"))
        : Optional.empty();
  }

  private static boolean isOne(int inHowMany, long draw) {
    return inHowMany > 0 && Long.remainderUnsigned(draw, inHowMany) == 0;
  }

  private Answer busy(AnswerFlaws flaws) {
    return Answer.text(429, "status 429, as the query asked; Retry-After says when to try again")
        .with("Retry-After", retryAfter(flaws));
  }

  /// Both forms are in whole seconds: never sooner than asked.
  private String retryAfter(AnswerFlaws flaws) {
    Duration almost = SECOND.minusNanos(1);
    return switch (flaws.retryAs()) {
      case SECONDS -> Long.toString(flaws.retry().plus(almost).toSeconds());
      case DATE -> HttpDate.format(clock.instant().plus(flaws.retry()).plus(almost));
    };
  }

  private synchronized int requestsOfLastSecond() {
    Instant now = clock.instant();
    requests.addLast(now);
    while (!requests.getFirst().isAfter(now.minus(SECOND))) {
      requests.removeFirst();
    }
    return requests.size();
  }

  private static Answer blocked() {
    String form =
        """
        <h1>Are you a robot?</h1>
        <form id="captcha" method="post">
        <p>There were too many requests from you. Please type the letters KX4P.</p>
        <input name="letters"> <button type="submit">Continue</button>
        </form>
        """;
    return DemoHtml.answer(new DemoHtml(UTF_8).document("Are you a robot?", form));
  }
}
