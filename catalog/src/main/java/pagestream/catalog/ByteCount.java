package pagestream.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as sources write it: `1 GB`, or the number alone.
final class ByteCount {
  private static final Pattern WRITTEN =
      Pattern.compile("([1-9]\\d{0,5}) ([KMGT]B)|([1-9]\\d{0,17})");

  private ByteCount() {}

  /// Refuses any other text by an [IllegalArgumentException] that says what was expected and found.
  static long parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "expected a number of bytes such as 500 MB or 1 GB, found \"" + text + "\"");
    }
    return written.group(3) != null
        ? Long.parseLong(written.group(3))
        : Long.parseLong(written.group(1)) * unit(written.group(2));
  }

  private static long unit(String word) {
    return switch (word) {
      case "KB" -> 1_000L;
      case "MB" -> 1_000_000L;
      case "GB" -> 1_000_000_000L;
      default -> 1_000_000_000_000L;
    };
  }
}
