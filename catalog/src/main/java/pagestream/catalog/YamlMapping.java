package pagestream.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A mapping of a YAML file that is read key by key, and remembers every mistake with its line.
final class YamlMapping {
  private final String path;
  private final Node node;
  private final Mistakes mistakes;
  private final Map<String, Node> keyNodes = new HashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();

  /// @param path where in the file this stands, as `fields.id`; empty for the whole
  YamlMapping(String path, Node node, Mistakes mistakes) {
    this.path = path;
    this.node = node;
    this.mistakes = mistakes;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else {
      mistake(node, path, "a mapping of names to values", describe(node));
    }
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      mistake(tuple.getKeyNode(), path, "a name", describe(tuple.getKeyNode()));
    } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
      add(key, place(key.getValue()), again(key));
    } else {
      keyNodes.put(key.getValue(), key);
    }
  }

  private String again(ScalarNode key) {
    Node first = keyNodes.getOrDefault(key.getValue(), node);
    return "expected once, found again on line %d (first on line %d)"
        .formatted(Mistakes.line(key), Mistakes.line(first));
  }

  Set<String> keys() {
    return values.keySet();
  }

  /// Every key that is none of these is a mistake.
  void allow(Set<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        mistake(key, "one of " + String.join(", ", known), "\"" + key + "\"");
      }
    }
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, key));
  }

  String requiredText(String key) {
    if (!values.containsKey(key)) {
      mistake(node, place(key), "a value", "none");
    }
    return text(key).orElse("");
  }

  /// A text turned into something by `parse`, which refuses it by an [IllegalArgumentException].
  <T> Optional<T> parsed(String key, Function<String, T> parse) {
    return text(key).flatMap(value -> parse(key, value, parse));
  }

  /// Texts, given as a list or as one alone.
  List<String> texts(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case SequenceNode list ->
          list.getValue().stream().flatMap(item -> scalar(item, key).stream()).toList();
      case Node other -> scalar(other, key).stream().toList();
    };
  }

  <T> List<T> parsedAll(String key, Function<String, T> parse) {
    List<T> all = new ArrayList<>();
    for (String text : texts(key)) {
      parse(key, text, parse).ifPresent(all::add);
    }
    return all;
  }

  /// The mapping under a key.
  Optional<YamlMapping> mapping(String key) {
    return Optional.ofNullable(values.get(key))
        .map(value -> new YamlMapping(place(key), value, mistakes));
  }

  void mistake(String key, String expected, String found) {
    mistake(keyNodes.getOrDefault(key, node), place(key), expected, found);
  }

  private <T> Optional<T> parse(String key, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      add(keyNodes.getOrDefault(key, node), place(key), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<String> scalar(Node value, String key) {
    if (value instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    mistake(value, place(key), "a single value", describe(value));
    return Optional.empty();
  }

  private String place(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void mistake(Node at, String where, String expected, String found) {
    add(at, where, "expected " + expected + ", found " + found);
  }

  private void add(Node at, String where, String message) {
    mistakes.add(at, (where.isEmpty() ? "" : where + ": ") + message);
  }

  private static String describe(Node node) {
    return switch (node) {
      case ScalarNode scalar -> "\"" + scalar.getValue() + "\"";
      case SequenceNode list -> "a list of " + list.getValue().size();
      default -> "a mapping";
    };
  }
}
