package pagestream.encoding;

/// Text from outside in a form that a terminal, or a log, shows as it is and as one line.
public final class Printable {
  private Printable() {}

  /// The text with `\u001B` in place of a character that moves the cursor, ends the line, turns the
  /// direction of what follows, or is none.
  public static String of(String text) {
    return text.codePoints().noneMatch(Printable::isHarmful) ? text : escaped(text);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (isHarmful(c)) {
            escaped.append("\\u%04X".formatted(c));
          } else {
            escaped.appendCodePoint(c);
          }
        });
    return escaped.toString();
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> isTurning(c);
    };
  }

  /// [UAX #9: explicit directional formatting characters](https://www.unicode.org/reports/tr9/)
  private static boolean isTurning(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}
