package pagestream.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the scraper took off the page at one place, by field name: a text, or a list of texts for a
/// field that takes several elements. A field whose element the page does not have is absent.
public record Row(int position, Map<String, Object> fields) implements Entry {

  /// Refuses what is neither a text nor a list of texts. `null` stands for an absent field.
  public Row {
    Map<String, Object> checked = new LinkedHashMap<>();
    fields.forEach((name, value) -> {
      if (value != null) {
        checked.put(name, checked(value));
      }
    });
    fields = Collections.unmodifiableMap(checked);
  }

  private static Object checked(Object value) {
    return switch (value) {
      case String text -> text;
      case List<?> texts
          when !texts.isEmpty() && texts.stream().allMatch(String.class::isInstance) ->
          List.copyOf(texts);
      default ->
          throw new IllegalArgumentException("expected a text or a list of texts, found " + value);
    };
  }

  /// Whether a field has a list of texts.
  boolean hasList() {
    return fields.values().stream().anyMatch(List.class::isInstance);
  }

  /// The texts of a field; none if it is absent.
  public List<String> texts(String field) {
    return switch (fields.get(field)) {
      case null -> List.of();
      case List<?> texts -> texts.stream().map(String.class::cast).toList();
      case Object text -> List.of(text.toString());
    };
  }
}
