package pagestream.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a setting may be, in words and as a check.
record AllowedValues(String expected, Predicate<String> check) {
  private static final String YAML = ".yml";

  /// By the setting's `pattern`, `values`, `files` (names in a folder) or `range`.
  static AllowedValues of(Yaml setting, Path project) {
    if (setting.at("pattern").isThere()) {
      String pattern = setting.at("pattern").text();
      return new AllowedValues(setting.at("expected").text(), value -> value.matches(pattern));
    }
    if (setting.at("values").isThere()) {
      return oneOf(setting.at("values").texts());
    }
    if (setting.at("files").isThere()) {
      return oneOf(names(project.resolve(setting.at("files").text())));
    }
    List<Integer> range = setting.items("range").map(bound -> bound.number(0)).toList();
    return between(range.getFirst(), range.getLast());
  }

  boolean has(String value) {
    return check.test(value);
  }

  private static AllowedValues oneOf(List<String> values) {
    return new AllowedValues("one of " + String.join(", ", values), values::contains);
  }

  private static AllowedValues between(int least, int most) {
    return new AllowedValues(
        "a whole number from %d to %d".formatted(least, most),
        value ->
            value.matches("0|[1-9]\\d{0,8}")
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
