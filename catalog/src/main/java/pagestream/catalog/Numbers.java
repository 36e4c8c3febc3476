package pagestream.catalog;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import pagestream.pipeline.Result;

/// How numbers are written, on pages and in the API's filters alike.
final class Numbers {
  /// As many as DynamoDB keeps.
  private static final int MAX_DIGITS = 38;

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");

  private Numbers() {}

  /// Digits without a fraction, 18 at most.
  ///
  /// @param found the text as it stands where it was found
  static Result<BigDecimal> integer(String digits, String found) {
    return INTEGER.matcher(digits).matches()
        ? Result.ok(new BigDecimal(digits))
        : FieldType.refused("an integer", found);
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
    BigDecimal number = new BigDecimal(digits.replace(point, ".")).stripTrailingZeros();
    return fits(number)
        ? Result.ok(number)
        : FieldType.refused("a decimal of at most " + MAX_DIGITS + " digits", found);
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
