package pagestream.catalog;

import java.time.Duration;
import java.util.List;
import pagestream.yaml.YamlMapping;

/// How fast the pages of a host are fetched.
///
/// @param delay the shortest time between the starts of two requests
/// @param atOnce how many requests are under way at once
public record Pace(Duration delay, int atOnce) {
  static final List<String> OPTIONS = List.of("delay", "atOnce");
  static final Duration MAX_DELAY = Duration.ofHours(1);
  static final int MAX_AT_ONCE = 100;

  /// That of a source that names none.
  public static final Pace DEFAULT = new Pace(Duration.ofSeconds(1), 1);

  /// @param pace may name one of them or both
  static Pace read(YamlMapping pace) {
    pace.allow(OPTIONS);
    return new Pace(
        pace.parsed("delay", Pace::delay).orElse(DEFAULT.delay),
        pace.parsed("atOnce", WholeNumber.upTo(MAX_AT_ONCE)).orElse(DEFAULT.atOnce));
  }

  private static Duration delay(String text) {
    Duration delay = TimeSpan.parse(text);
    if (delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException(
          "expected at most %s, found \"%s\"".formatted(TimeSpan.text(MAX_DELAY), text));
    }
    return delay;
  }
}
