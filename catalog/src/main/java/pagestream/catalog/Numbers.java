package pagestream.catalog;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import pagestream.pipeline.Result;

/// How numbers are written, on pages and in the API's filters alike.
final class Numbers {
  /// As many as DynamoDB keeps.
  private static final int MAX_DIGITS = 38;

  /// Those on both sides of the point, the zero before them, the sign and the point.
  private static final int MAX_CHARS = 2 * MAX_DIGITS + 3;

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern STORED_INTEGER = Pattern.compile("[+-]?\\d{1," + MAX_DIGITS + "}");

  private Numbers() {}

  /// Digits without a fraction, 18 at most.
  ///
  /// @param found the text as it stands where it was found
  static Result<BigDecimal> integer(String digits, String found) {
    return INTEGER.matcher(digits).matches()
        ? Result.ok(new BigDecimal(digits))
        : FieldType.refused("an integer", found);
  }

  /// Digits without a fraction, as many as DynamoDB keeps: records may have longer numbers than a
  /// field takes today.
  static Result<BigDecimal> storedInteger(String digits) {
    return STORED_INTEGER.matcher(digits).matches()
        ? Result.ok(new BigDecimal(digits))
        : FieldType.refused("an integer", digits);
  }

  /// A number with or without a fraction; equal numbers are equal objects.
  ///
  /// @param point what stands before the fraction
  /// @param found the text as it stands where it was found
  static Result<BigDecimal> decimal(String digits, String point, String found) {
    String dot = Pattern.quote(point);
    if (!digits.matches("[+-]?(\\d+(" + dot + "\\d*)?|" + dot + "\\d+)")) {
      return FieldType.refused("a decimal", found);
    }
    String plain = withoutOuterZeros(digits.replace(point, "."));
    if (plain.length() > MAX_CHARS) {
      return tooLong(found);
    }
    BigDecimal number = new BigDecimal(plain).stripTrailingZeros();
    return fits(number) ? Result.ok(number) : tooLong(found);
  }

  private static Result<BigDecimal> tooLong(String found) {
    return FieldType.refused("a decimal of at most " + MAX_DIGITS + " digits", found);
  }

  /// The same number, with one zero before it and none after its fraction: what is left is counted
  /// before it is read, because reading many digits takes long.
  private static String withoutOuterZeros(String plain) {
    int sign = plain.startsWith("+") || plain.startsWith("-") ? 1 : 0;
    int from = sign;
    while (from < plain.length() && plain.charAt(from) == '0') {
      from++;
    }
    int to = plain.length();
    if (plain.contains(".")) {
      while (plain.charAt(to - 1) == '0') {
        to--;
      }
    }
    return plain.substring(0, sign) + "0" + plain.substring(from, to);
  }

  /// Whether DynamoDB keeps all its digits, those before and after the point counted alike.
  private static boolean fits(BigDecimal number) {
    int whole = number.precision() - number.scale();
    return Math.max(number.precision(), Math.max(number.scale(), whole)) <= MAX_DIGITS;
  }

  static String withoutGrouping(String text, String grouping) {
    return grouping.isEmpty() ? text : text.replace(grouping, "");
  }
}
