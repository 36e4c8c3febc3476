package pagestream.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads the project's documents.
final class Markdown {
  private Markdown() {}

  /// The rows of the tables under a heading, each as its cells, with those that head them.
  static List<List<String>> rows(Path file, String heading) throws IOException {
    return Files.readString(file)
        .split("\n## " + heading + "\n", 2)[1]
        .split("\n## ", 2)[0]
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> List.of(line.substring(2).split(" \\| | \\|$")))
        .toList();
  }
}
