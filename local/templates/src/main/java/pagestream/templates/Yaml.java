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

  static Yaml load(Path project, String name, Variables variables) {
    try {
      Object root =
          new Load(LoadSettings.builder().setLabel(name).build())
              .loadFromString(Files.readString(project.resolve(name)));
      return new Yaml(name, variables.resolve(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /// The entries' values as texts.
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    entries().forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  Stream<Yaml> items(String name) {
    return at(name).list().stream();
  }

  StackException missing(String expected) {
    return new StackException("%s: expected %s, found %s".formatted(path, expected, node));
  }
}
