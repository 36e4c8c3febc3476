package pagestream.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import pagestream.yaml.YamlMapping;

/// What a setting may be, in words and as a check.
record AllowedValues(String expected, Predicate<String> check) {
  private static final String YAML = ".yml";
  private static final String NUMBER = "0|[1-9]\\d{0,8}";

  /// By the setting's `pattern`, `values`, `files` (names in a folder) or `range`.
  static AllowedValues of(YamlMapping setting, Path project) {
    if (setting.keys().contains("pattern")) {
      String pattern = setting.requiredText("pattern").orElse("");
      return new AllowedValues(
          setting.requiredText("expected").orElse(""), value -> value.matches(pattern));
    }
    if (setting.keys().contains("values")) {
      return oneOf(setting.texts("values"));
    }
    if (setting.keys().contains("files")) {
      return oneOf(names(project.resolve(setting.requiredText("files").orElse(""))));
    }
    return range(setting);
  }

  boolean has(String value) {
    return check.test(value);
  }

  private static AllowedValues oneOf(List<String> values) {
    return new AllowedValues("one of " + String.join(", ", values), values::contains);
  }

  private static AllowedValues range(YamlMapping setting) {
    List<String> bounds = setting.texts("range");
    if (bounds.size() != 2 || !bounds.stream().allMatch(bound -> bound.matches(NUMBER))) {
      setting.mistake("range", "two whole numbers", bounds.toString());
      return between(0, 0);
    }
    return between(Integer.parseInt(bounds.getFirst()), Integer.parseInt(bounds.getLast()));
  }

  private static AllowedValues between(int least, int most) {
    return new AllowedValues(
        "a whole number from %d to %d".formatted(least, most),
        value ->
            value.matches(NUMBER)
                && Integer.parseInt(value) >= least
                && Integer.parseInt(value) <= most);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(YAML))
          .map(name -> name.substring(0, name.length() - YAML.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
