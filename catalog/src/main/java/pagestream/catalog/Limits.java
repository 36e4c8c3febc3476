package pagestream.catalog;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import pagestream.pipeline.RunHead;
import pagestream.yaml.YamlMapping;

/// What one run of a source may take. What goes beyond is cut off.
///
/// @param pages how many are fetched
/// @param rows how many are found
/// @param bytes how many all its pages have together
/// @param depth how many links lead from the start to a page, one after the other
/// @param time how long after its begin a run follows links
public record Limits(int pages, int rows, long bytes, int depth, Duration time) {
  static final List<String> OPTIONS = List.of("pages", "rows", "bytes", "depth", "time");

  /// Those of a source that names none.
  public static final Limits DEFAULT =
      new Limits(10_000, 1_000_000, 10_000_000_000L, 1_000, Duration.ofDays(1));

  private static final Function<String, Integer> NUMBER = WholeNumber.upTo(1_000_000_000);

  /// @param limits may name any of them
  static Limits read(YamlMapping limits) {
    limits.allow(OPTIONS);
    return new Limits(
        limits.parsed("pages", NUMBER).orElse(DEFAULT.pages),
        limits.parsed("rows", NUMBER).orElse(DEFAULT.rows),
        limits.parsed("bytes", ByteCount::parse).orElse(DEFAULT.bytes),
        limits.parsed("depth", NUMBER).orElse(DEFAULT.depth),
        limits.parsed("time", Limits::time).orElse(DEFAULT.time));
  }

  /// The same with no more time than that.
  Limits within(Duration most) {
    return time.compareTo(most) <= 0 ? this : new Limits(pages, rows, bytes, depth, most);
  }

  private static Duration time(String text) {
    Duration time = TimeSpan.parse(text);
    if (time.isZero()) {
      throw new IllegalArgumentException("expected a time above zero, found \"" + text + "\"");
    }
    if (time.compareTo(RunHead.MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          "expected a time of at most %d days, found \"%s\""
              .formatted(RunHead.MAX_TIME.toDays(), text));
    }
    return time;
  }
}
