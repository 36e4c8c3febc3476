package pagestream.processor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.Blank;
import pagestream.catalog.Field;
import pagestream.catalog.FieldType;
import pagestream.catalog.Match;
import pagestream.catalog.MatchSteps;
import pagestream.catalog.Recipe;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.TypedRecord;

/// Makes a record of a row: trims each text, takes missing-value words for absent, finds the value
/// within it, gives it its type, and checks what is required. A field without a value has its
/// default.
final class RecordMaker {
  private final Recipe recipe;
  private final List<Field> fields;

  RecordMaker(Recipe recipe) {
    this.recipe = recipe;
    this.fields = recipe.fields();
  }

  Result<TypedRecord> make(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    MatchSteps steps = MatchSteps.ofARow();
    for (Field field : fields) {
      switch (value(field, row, steps)) {
        case Result.Ok<Optional<Object>>(Optional<Object> value) ->
            value.ifPresent(present -> values.put(field.name(), present));
        case Result.Rejected<Optional<Object>>(Rejection why) -> {
          return Result.rejected(why.reason(), field.name() + ": " + why.message());
        }
      }
    }
    return record(row.position(), values);
  }

  /// What the record has of a field; rejected where one of its texts is no value, and where it has
  /// none though it must.
  private Result<Optional<Object>> value(Field field, Row row, MatchSteps steps) {
    List<Object> values = new ArrayList<>();
    for (String text : row.texts(field.name())) {
      Optional<Result<Object>> parsed = present(text).flatMap(found -> parse(field, found, steps));
      if (parsed.isPresent()) {
        switch (parsed.get()) {
          case Result.Ok<Object>(Object value) -> values.add(value);
          case Result.Rejected<Object>(Rejection why) -> {
            return new Result.Rejected<>(why);
          }
        }
      }
    }
    return values.isEmpty() && field.required()
        ? Result.rejected(Reason.VALUE_MISSING, "expected a value, found none")
        : Result.ok(field.value(values));
  }

  /// The text as a type takes it; empty where it stands for no value.
  private Optional<String> present(String text) {
    return Optional.of(Blank.strip(text))
        .filter(stripped -> !stripped.isEmpty() && !recipe.missing().contains(stripped));
  }

  /// Empty where what the field's match finds stands for no value.
  private Optional<Result<Object>> parse(Field field, String text, MatchSteps steps) {
    Match match = field.match();
    if (match == null) {
      return Optional.of(field.type().parse(text));
    }
    return switch (match.in(text, steps)) {
      case Result.Ok<Optional<String>>(Optional<String> found) ->
          found
              .map(value -> present(value).map(field.type()::parse))
              .orElseGet(() -> Optional.of(FieldType.refused("a text with " + match, text)));
      case Result.Rejected<Optional<String>>(Rejection why) ->
          Optional.of(new Result.Rejected<>(why));
    };
  }

  private Result<TypedRecord> record(int position, Map<String, Object> values) {
    String id = TypedRecord.idOf(values.get(recipe.key()));
    if (id.getBytes(StandardCharsets.UTF_8).length > TypedRecord.MAX_ID_BYTES) {
      return Result.rejected(
          Reason.KEY_INVALID,
          "%s: expected a key of at most %d bytes, found more"
              .formatted(recipe.key(), TypedRecord.MAX_ID_BYTES));
    }
    return Result.ok(new TypedRecord(position, id, ContentHash.of(values), values));
  }
}
