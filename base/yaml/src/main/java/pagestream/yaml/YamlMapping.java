package pagestream.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A mapping of a YAML file, read key by key. If a value is not what the reader expects, that is
/// recorded as a mistake and the reader gets an empty result.
public final class YamlMapping {
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
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else {
      document.mistake(node, path, "a mapping of names to values", Document.describe(node));
    }
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      Node other = tuple.getKeyNode();
      document.mistake(other, path, "a name", Document.describe(other));
    } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
      document.mistake(key, path(key.getValue()), "once", again(key));
    } else {
      keyNodes.put(key.getValue(), key);
    }
  }

  private String again(ScalarNode key) {
    return "again on line %d (first on line %d)"
        .formatted(Document.line(key), Document.line(keyNode(key.getValue())));
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
    return Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, key));
  }

  /// Empty only after a mistake.
  public Optional<String> requiredText(String key) {
    if (!values.containsKey(key)) {
      document.mistake(node, path(key), "a value", "none");
    }
    return text(key);
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
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new IllegalArgumentException(
                      "expected true or false, found \"" + text + "\"");
            });
  }

  /// Texts, given as a list or as one alone.
  public List<String> texts(String key) {
    return items(key).stream().flatMap(item -> scalar(item, key).stream()).toList();
  }

  /// The mapping under a key.
  public Optional<YamlMapping> mapping(String key) {
    return Optional.ofNullable(values.get(key)).map(value -> child(key, value));
  }

  /// The mappings of the list under a key, or the one alone.
  public List<YamlMapping> mappings(String key) {
    return items(key).stream().map(item -> child(key, item)).toList();
  }

  private YamlMapping child(String key, Node value) {
    return new YamlMapping(path(key), value, document);
  }

  private List<Node> items(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case SequenceNode list -> list.getValue();
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

  private Optional<String> scalar(Node value, String key) {
    if (value instanceof ScalarNode scalar) {
      return document.attempt(value, path(key), () -> document.resolve(scalar.getValue()));
    }
    document.mistake(value, path(key), "a single value", Document.describe(value));
    return Optional.empty();
  }

  private Node keyNode(String key) {
    return keyNodes.getOrDefault(key, node);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
