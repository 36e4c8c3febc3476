package pagestream.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.function.Function;
import pagestream.yaml.YamlMapping;

/// The types a recipe may name, each with the options it takes. A new type is a class and a line
/// here.
final class FieldTypes {
  /// A type as recipes know it.
  ///
  /// @param word what recipes call it
  record Kind(
      String word, SequencedCollection<String> options, Function<YamlMapping, FieldType> read) {}

  static final List<Kind> ALL =
      List.of(
          new Kind(TextType.WORD, List.of(), field -> new TextType()),
          new Kind(IntegerType.WORD, List.of("min", "max", "grouping"), IntegerType::read),
          new Kind(DecimalType.WORD, List.of("min", "max", "grouping", "point"), DecimalType::read),
          new Kind(BooleanType.WORD, List.of("trueWords", "falseWords"), BooleanType::read),
          new Kind(ListType.WORD, List.of("separator"), ListType::read),
          new Kind(DateType.WORD, List.of("format", "language"), DateType::read),
          new Kind(UrlType.WORD, List.of(), field -> new UrlType()));

  private FieldTypes() {}

  /// The options of any type.
  static List<String> options() {
    return ALL.stream().flatMap(kind -> kind.options().stream()).distinct().toList();
  }

  /// A field's type; a text where the field names none.
  static FieldType read(YamlMapping field) {
    String word = field.text("type").orElse(TextType.WORD);
    Optional<Kind> kind = ALL.stream().filter(each -> each.word().equals(word)).findAny();
    if (kind.isEmpty()) {
      String known = String.join(", ", ALL.stream().map(Kind::word).sorted().toList());
      field.mistake("type", "one of " + known, "\"" + word + "\"");
      return new TextType();
    }
    for (String option : options()) {
      if (field.keys().contains(option) && !kind.get().options().contains(option)) {
        field.mistake(option, "no such option for type " + word, "one");
      }
    }
    return kind.get().read().apply(field);
  }
}
