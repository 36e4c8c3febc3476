package pagestream.catalog;

import java.util.Locale;
import java.util.function.Function;

/// A whole number as sources write it, within bounds.
final class WholeNumber {
  private WholeNumber() {}

  /// Reads a number, or refuses it by an [IllegalArgumentException] that says what was expected and
  /// found.
  static Function<String, Integer> upTo(int max) {
    return text -> {
      if (text.matches("[1-9]\\d{0,9}") && Long.parseLong(text) <= max) {
        return Integer.valueOf(text);
      }
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "expected a whole number from 1 to %,d, found \"%s\"", max, text));
    };
  }
}
