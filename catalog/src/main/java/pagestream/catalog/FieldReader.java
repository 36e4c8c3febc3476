package pagestream.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pagestream.pipeline.QueryWords;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.yaml.YamlMapping;

/// Reads the fields of a recipe.
final class FieldReader {
  private static final String DEFAULT = "default";

  /// The options of a field of any type.
  static final List<String> OPTIONS =
      List.of("select", "all", "take", "match", "required", "type", DEFAULT);

  /// Stands for a selector that is missing, which is a mistake already.
  private static final String ANYTHING = "*";

  private FieldReader() {}

  /// The fields of a page, below the key `fields`.
  static List<Field> atLeastOne(YamlMapping page) {
    Optional<YamlMapping> fields = page.mapping("fields");
    if (fields.isEmpty() || fields.get().keys().isEmpty()) {
      page.mistake("fields", "at least one field", "none");
      return List.of();
    }
    return all(fields.get());
  }

  private static List<Field> all(YamlMapping fields) {
    return fields.keys().stream()
        .flatMap(name -> fields.mapping(name).map(field -> read(fields, name, field)).stream())
        .toList();
  }

  private static Field read(YamlMapping fields, String name, YamlMapping field) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*") || QueryWords.ALL.contains(name)) {
      fields.mistake(
          name,
          "a name of letters, digits and _ that is none of " + String.join(", ", QueryWords.ALL),
          "\"" + name + "\"");
    }
    field.allow(Stream.concat(OPTIONS.stream(), FieldTypes.options().stream()).toList());
    boolean all = field.flag("all").orElse(false);
    boolean required = field.flag("required").orElse(false);
    FieldType type = FieldTypes.read(field);
    return new Field(
        name,
        requiredSelector(field, "select"),
        all,
        field.parsed("take", Take::of).orElseGet(Take.Text::new),
        required,
        field.parsed("match", Match::of).orElse(null),
        type,
        defaults(field, all, required, type));
  }

  /// A field that takes all can have several.
  private static List<Object> defaults(
      YamlMapping field, boolean all, boolean required, FieldType type) {
    if (!field.keys().contains(DEFAULT) || !field.isThere(DEFAULT)) {
      return List.of();
    }
    if (required) {
      field.mistake(DEFAULT, "none for a field that is required", "one");
    }
    return all
        ? field.allParsed(DEFAULT, text -> value(type, text))
        : field.parsed(DEFAULT, text -> value(type, text)).stream().toList();
  }

  /// Refuses what is not of the type by an [IllegalArgumentException].
  private static Object value(FieldType type, String text) {
    return switch (type.parse(text)) {
      case Result.Ok<Object>(Object value) -> value;
      case Result.Rejected<Object>(Rejection why) ->
          throw new IllegalArgumentException(why.message());
    };
  }

  static Optional<Selector> selector(YamlMapping mapping, String key) {
    return mapping.text(key).map(text -> new Selector(text, mapping.place(key)));
  }

  static Selector requiredSelector(YamlMapping mapping, String key) {
    return new Selector(mapping.requiredText(key).orElse(ANYTHING), mapping.place(key));
  }

  static List<Selector> selectors(YamlMapping mapping, String key) {
    return mapping.texts(key).stream().map(text -> new Selector(text, mapping.place(key))).toList();
  }
}
