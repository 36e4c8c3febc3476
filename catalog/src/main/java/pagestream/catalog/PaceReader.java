package pagestream.catalog;

import java.time.Duration;
import java.util.List;
import pagestream.pacing.Pace;
import pagestream.yaml.YamlMapping;

/// Reads how fast a source's hosts are asked.
final class PaceReader {
  static final List<String> OPTIONS = List.of("delay", "atOnce");
  static final Duration MAX_DELAY = Duration.ofHours(1);
  static final int MAX_AT_ONCE = 100;

  /// That of a source that names none.
  static final Pace DEFAULT = new Pace(Duration.ofSeconds(1), 1);

  private PaceReader() {}

  /// @param pace may name one of them or both
  static Pace read(YamlMapping pace) {
    pace.allow(OPTIONS);
    return new Pace(
        pace.parsed("delay", PaceReader::delay).orElse(DEFAULT.delay()),
        pace.parsed("atOnce", WholeNumber.upTo(MAX_AT_ONCE)).orElse(DEFAULT.atOnce()));
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
