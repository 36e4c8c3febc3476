package pagestream.catalog;

import java.util.List;
import java.util.function.Function;
import pagestream.yaml.Yaml;
import pagestream.yaml.YamlMapping;

/// Reads a source from its YAML and checks it whole.
final class SourceReader {
  static final List<String> OPTIONS =
      List.of("recipe", "start", "schedule", "hosts", "limits", "pace", "query", "robots");

  private SourceReader() {}

  /// @param file its name in messages
  /// @param recipes the recipes that it may name
  /// @param schedules reads a schedule, or refuses it by an [IllegalArgumentException]
  /// @throws YamlException naming every mistake
  static Source read(
      String name,
      String file,
      String yaml,
      Recipes recipes,
      Function<String, Schedule> schedules) {
    return Yaml.read(file, yaml, root -> source(name, root, recipes, schedules));
  }

  private static Source source(
      String name, YamlMapping root, Recipes recipes, Function<String, Schedule> schedules) {
    root.allow(OPTIONS);
    root.requiredText("recipe");
    return new Source(
        name,
        root.parsed("recipe", recipes::existing).orElse(""),
        StartReader.read(root),
        root.parsed("schedule", schedules),
        root.allParsed("hosts", HttpAddress::parseHost),
        root.mapping("limits").map(Limits::read).orElse(Limits.DEFAULT),
        root.mapping("pace").map(PaceReader::read).orElse(PaceReader.DEFAULT),
        root.mapping("query").map(QueryRule::read).orElse(QueryRule.EXACT),
        root.parsed("robots", SourceReader::obeys).orElse(true));
  }

  private static boolean obeys(String word) {
    return switch (word) {
      case "obey" -> true;
      case "ignore" -> false;
      default ->
          throw new IllegalArgumentException("expected obey or ignore, found \"" + word + "\"");
    };
  }
}
