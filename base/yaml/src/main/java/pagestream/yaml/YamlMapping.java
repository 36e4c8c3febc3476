package pagestream.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// A mapping of a YAML file, read key by key. If a value is not what the reader expects, that is
/// recorded as a mistake and the reader gets an empty result.
public final class YamlMapping {
  private static final String SINGLE = "a single value";

  private final String path;
  private final Node node;
  private final Document document;
  private final Map<String, Node> keyNodes = new HashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();

  /// @param path where in the file this stands, as `fields.id`; empty for the whole
  YamlMapping(String path, Node node, Document document) {
    this.path = path;
    this.node = node;
    this.document = document;
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach(this::add);
    } else {
      document.mistake(node, path, "a mapping of names to values", node.description());
    }
  }

  private void add(Node.Entry entry) {
    if (!(entry.key() instanceof Node.Scalar key)) {
      document.mistake(entry.key(), path, "a name", entry.key().description());
    } else if (values.putIfAbsent(key.text(), entry.value()) != null) {
      document.mistake(key, path(key.text()), "once", again(key));
    } else {
      keyNodes.put(key.text(), key);
    }
  }

  private String again(Node.Scalar key) {
    return "again on line %d (first on line %d)".formatted(key.line(), keyNode(key.text()).line());
  }

  /// In the file's order.
  public Set<String> keys() {
    return values.keySet();
  }

  /// Every key that is none of these is a mistake.
  public void allow(SequencedCollection<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        mistake(key, "one of " + String.join(", ", known), "\"" + key + "\"");
      }
    }
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, key, SINGLE));
  }

  /// Empty only after a mistake.
  public Optional<String> requiredText(String key) {
    return isThere(key) ? text(key) : Optional.empty();
  }

  /// Whether a key has a value of any kind; a mistake where it has none.
  public boolean isThere(String key) {
    boolean isThere =
        something(key)
            .filter(value -> !(value instanceof Node.Sequence list && list.items().isEmpty()))
            .isPresent();
    if (!isThere) {
      mistake(key, "a value", "none");
    }
    return isThere;
  }

  /// The text of every key, in the file's order; a key without one is a mistake.
  public Map<String, String> allTexts() {
    return all(this::requiredText);
  }

  /// A text turned into something by `parse`, which refuses it by an [IllegalArgumentException]
  /// that says what was expected and found.
  public <T> Optional<T> parsed(String key, Function<String, T> parse) {
    return text(key)
        .flatMap(value -> document.attempt(keyNode(key), path(key), () -> parse.apply(value)));
  }

  public Optional<Boolean> flag(String key) {
    return parsed(
        key,
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  public Optional<Integer> wholeNumber(String key) {
    return parsed(key, "a whole number", Integer::valueOf);
  }

  private <T> Optional<T> parsed(String key, String expected, Function<String, T> parse) {
    Optional<String> text =
        Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, key, expected));
    try {
      return text.map(parse);
    } catch (IllegalArgumentException e) {
      mistake(key, expected, "\"" + text.orElse("") + "\"");
      return Optional.empty();
    }
  }

  /// Texts, given as a list or as one alone.
  public List<String> texts(String key) {
    return items(key).stream().flatMap(item -> scalar(item, key, SINGLE).stream()).toList();
  }

  /// The same, each turned into something as by [#parsed].
  public <T> List<T> allParsed(String key, Function<String, T> parse) {
    return items(key).stream()
        .flatMap(item ->
            scalar(item, key, SINGLE)
                .flatMap(text -> document.attempt(item, path(key), () -> parse.apply(text)))
                .stream())
        .toList();
  }

  /// Whether there is a mapping under a key, where something else is possible too.
  public boolean isMapping(String key) {
    return values.get(key) instanceof Node.Mapping;
  }

  /// The mapping under a key.
  public Optional<YamlMapping> mapping(String key) {
    return Optional.ofNullable(values.get(key)).map(value -> child(key, value));
  }

  /// The mapping under a key. Where there is none, an empty one: what is required of it is named as
  /// missing there.
  public YamlMapping section(String key) {
    return child(
        key, something(key).orElseGet(() -> new Node.Mapping(keyNode(key).line(), List.of())));
  }

  /// The mapping of every key, in the file's order.
  public Map<String, YamlMapping> allMappings() {
    return all(this::mapping);
  }

  private <T> Map<String, T> all(Function<String, Optional<T>> read) {
    Map<String, T> all = new LinkedHashMap<>();
    keys().forEach(key -> read.apply(key).ifPresent(value -> all.put(key, value)));
    return all;
  }

  /// The mappings of the list under a key, or the one alone.
  public List<YamlMapping> mappings(String key) {
    return items(key).stream().map(item -> child(key, item)).toList();
  }

  /// What is made of this mapping; empty where that is refused by an [IllegalArgumentException]
  /// that says what was expected and found.
  public <T> Optional<T> made(Supplier<T> maker) {
    return document.attempt(node, path, maker);
  }

  private YamlMapping child(String key, Node value) {
    return new YamlMapping(path(key), value, document);
  }

  private List<Node> items(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case Node.Sequence list -> list.items();
      case Node other -> List.of(other);
    };
  }

  /// Where a key stands, or this mapping where it has no such key.
  public Place place(String key) {
    return document.place(keyNode(key), path(key));
  }

  /// Records a mistake that the reader found at a key.
  public void mistake(String key, String expected, String found) {
    document.mistake(keyNode(key), path(key), expected, found);
  }

  /// Records a mistake that was found elsewhere.
  public void mistake(Mistake mistake) {
    document.add(mistake);
  }

  private Optional<String> scalar(Node value, String key, String expected) {
    if (value instanceof Node.Scalar scalar) {
      return document.attempt(value, path(key), () -> document.resolve(scalar.text()));
    }
    document.mistake(value, path(key), expected, value.description());
    return Optional.empty();
  }

  /// The value of a key, unless the key is missing or stands alone.
  private Optional<Node> something(String key) {
    return Optional.ofNullable(values.get(key))
        .filter(value ->
            !(value instanceof Node.Scalar scalar && scalar.isPlain() && scalar.text().isEmpty()));
  }

  private Node keyNode(String key) {
    return keyNodes.getOrDefault(key, node);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
