package pagestream.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pagestream.yaml.Yaml;
import pagestream.yaml.YamlMapping;

/// Reads a source from its YAML and checks it whole.
final class SourceReader {
  static final List<String> OPTIONS = List.of("recipe", "start", "schedule");

  private static final URI NOWHERE = URI.create("http://nowhere.invalid/");

  private SourceReader() {}

  /// @param file its name in messages
  /// @param recipes the recipes that it may name
  /// @throws pagestream.yaml.YamlException naming every mistake
  static Source read(String name, String file, String yaml, Recipes recipes) {
    return Yaml.read(file, yaml, root -> source(name, root, recipes));
  }

  private static Source source(String name, YamlMapping root, Recipes recipes) {
    root.allow(OPTIONS);
    Optional<String> recipe = root.requiredText("recipe");
    recipe
        .filter(word -> !recipes.has(word))
        .ifPresent(word ->
            root.mistake("recipe", "the name of a file recipes/NAME.yml", "\"" + word + "\""));
    root.requiredText("start");
    return new Source(
        name,
        recipe.orElse(""),
        root.parsed("start", HttpAddress::parse).orElse(NOWHERE),
        root.parsed("schedule", Schedule::of));
  }
}
