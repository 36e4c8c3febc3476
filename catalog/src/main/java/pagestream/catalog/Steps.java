package pagestream.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whole numbers from one to another: `1..50`, `0..100 by 20`, or downwards, `50..1`.
record Steps(long first, long last, long step) {
  private static final Pattern WRITTEN =
      Pattern.compile("(-?\\d{1,9})\\.\\.(-?\\d{1,9})(?: by ([1-9]\\d{0,8}))?");

  /// Empty for any other text.
  static Optional<Steps> of(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(
            new Steps(
                Long.parseLong(written.group(1)),
                Long.parseLong(written.group(2)),
                written.group(3) == null ? 1 : Long.parseLong(written.group(3))))
        : Optional.empty();
  }

  long count() {
    return Math.abs(last - first) / step + 1;
  }

  long at(long index) {
    return first + index * step * Long.signum(last - first);
  }

  /// The first and the last one alone.
  Steps ends() {
    long end = at(count() - 1);
    return new Steps(first, end, Math.max(1, Math.abs(end - first)));
  }
}
