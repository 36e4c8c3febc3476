package pagestream.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pagestream.templates.Stack.FunctionSpec;
import pagestream.yaml.YamlException;

/// The real stack, and projects in which a text of it is replaced.
final class StackFixture {
  static final Path PROJECT = Path.of(System.getProperty("project.folder"));
  static final Map<String, String> ENV = Map.of("suffix", "x", "url", "https://example.org/$1");

  private static final List<String> FILES =
      List.of(
          "resources.yml", "serverless.yml", "serverless/names.yml", "serverless/settings.json");

  private StackFixture() {}

  static Stack real() {
    return Stack.read(PROJECT, ENV);
  }

  static FunctionSpec function(Stack stack, String key) {
    return stack.functions().stream()
        .filter(function -> function.key().equals(key))
        .findAny()
        .orElseThrow();
  }

  static void assertFault(Path project, Map<String, String> env, String... mistakes) {
    assertThatThrownBy(() -> Stack.read(project, env))
        .isInstanceOf(YamlException.class)
        .hasMessage(String.join("\n", mistakes));
  }

  /// Where a file has a text first, as messages begin.
  static String at(Path project, String file, String text) throws IOException {
    return places(project, file, text).getFirst();
  }

  static List<String> places(Path project, String file, String text) throws IOException {
    return lines(project, file, text).stream().map(line -> file + ":" + line).toList();
  }

  static List<Integer> lines(Path project, String file, String text) throws IOException {
    List<String> lines = Files.readAllLines(project.resolve(file));
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).contains(text))
        .mapToObj(i -> i + 1)
        .toList();
  }

  /// A project of other files: the real ones with a text replaced.
  static Path changed(Path folder, String file, String text, String replacement)
      throws IOException {
    Files.createDirectories(folder.resolve("recipes"));
    for (String name : FILES) {
      String content = Files.readString(PROJECT.resolve(name));
      if (name.equals(file)) {
        assertThat(content).contains(text);
        content = content.replace(text, replacement);
      }
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), content);
    }
    return folder;
  }
}
