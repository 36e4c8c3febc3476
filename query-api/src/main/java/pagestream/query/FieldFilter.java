package pagestream.query;

import java.math.BigDecimal;
import pagestream.aws.Filter;
import pagestream.recipe.Field;
import pagestream.recipe.FieldType;

/// A field's filter: its value, read by the field's type.
final class FieldFilter {
  private FieldFilter() {}

  static Filter of(Field field, String value) {
    return switch (field.type()) {
      case FieldType.WholeNumber number -> equal(field, number(field, value));
      case FieldType.Decimal number -> equal(field, number(field, value));
      case FieldType.YesNo flag -> equal(field, flag(field, value));
      case FieldType.Texts texts -> new Filter.Member(field.name(), value);
      case FieldType.Text text -> equal(field, value);
      case FieldType.Day day -> equal(field, value);
      case FieldType.Url url -> equal(field, value);
    };
  }

  private static Filter equal(Field field, Object value) {
    return new Filter.Equal(field.name(), value);
  }

  private static BigDecimal number(Field field, String value) {
    if (!value.matches("[+-]?\\d{1,18}(\\.\\d{1,18})?")) {
      throw new BadRequestException(
          "%s: expected a number, found \"%s\"".formatted(field.name(), value));
    }
    return new BigDecimal(value);
  }

  private static boolean flag(Field field, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new BadRequestException(
              "%s: expected true or false, found \"%s\"".formatted(field.name(), value));
    };
  }
}
