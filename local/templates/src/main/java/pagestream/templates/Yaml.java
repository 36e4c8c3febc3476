package pagestream.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A place in a YAML file, read by name; what is not there is named by its whole path.
record Yaml(String path, @Nullable Object node) {

  /// The file as it stands; it may be JSON too, which is YAML.
  static Yaml load(Path project, String name) {
    try {
      Load load = new Load(LoadSettings.builder().setLabel(name).build());
      return new Yaml(name, load.loadFromString(Files.readString(project.resolve(name))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Yaml resolved(Variables variables) {
    return new Yaml(path, variables.resolve(node));
  }

  /// What stands under these names, one within the other; it may be nothing.
  Yaml at(String... names) {
    Yaml yaml = this;
    for (String name : names) {
      Object child = yaml.node instanceof Map<?, ?> mapping ? mapping.get(name) : null;
      yaml = new Yaml(yaml.path + " " + name, child);
    }
    return yaml;
  }

  boolean isThere() {
    return node != null;
  }

  String text() {
    return optional().orElseThrow(() -> missing("a value"));
  }

  Optional<String> optional() {
    return node == null || node instanceof Map || node instanceof List
        ? Optional.empty()
        : Optional.of(node.toString());
  }

  int number(int otherwise) {
    try {
      return optional().map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw missing("a whole number");
    }
  }

  /// False where nothing stands.
  boolean flag() {
    if (node == null || node instanceof Boolean) {
      return Boolean.TRUE.equals(node);
    }
    throw missing("true or false");
  }

  List<Yaml> list() {
    return node instanceof List<?> items
        ? items.stream().map(item -> new Yaml(path + " -", item)).toList()
        : List.of();
  }

  Map<String, Yaml> entries() {
    Map<String, Yaml> entries = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> mapping) {
      mapping.forEach(
          (key, value) -> entries.put(key.toString(), new Yaml(path + " " + key, value)));
    }
    return entries;
  }

  /// A list's items as texts.
  List<String> texts() {
    return list().stream().map(Yaml::text).toList();
  }

  Stream<Yaml> items(String name) {
    return at(name).list().stream();
  }

  StackException missing(String expected) {
    return new StackException("%s: expected %s, found %s".formatted(path, expected, node));
  }
}
