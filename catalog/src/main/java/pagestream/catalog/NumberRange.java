package pagestream.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;
import pagestream.yaml.YamlMapping;

/// Which numbers a field takes, ends included; an absent end is open.
record NumberRange(@Nullable BigDecimal min, @Nullable BigDecimal max) {

  static NumberRange read(YamlMapping field) {
    @Nullable BigDecimal min = field.parsed("min", NumberRange::end).orElse(null);
    @Nullable BigDecimal max = field.parsed("max", NumberRange::end).orElse(null);
    if (min != null && max != null && min.compareTo(max) > 0) {
      field.mistake("max", "at least min, " + min, max.toString());
    }
    return new NumberRange(min, max);
  }

  private static BigDecimal end(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, found \"" + text + "\"", e);
    }
  }

  Result<Object> check(BigDecimal number) {
    boolean within =
        (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
    return within
        ? Result.ok(number)
        : Result.rejected(
            Reason.VALUE_OUT_OF_RANGE, "expected " + this + ", found " + number.toPlainString());
  }

  @Override
  public String toString() {
    if (max == null) {
      return "at least " + min;
    }
    return min == null ? "at most " + max : "from " + min + " to " + max;
  }
}
