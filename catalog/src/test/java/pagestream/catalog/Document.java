package pagestream.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document of the project, for tests that hold its tables to the code.
record Document(String text) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  static Document of(String file) {
    try {
      return new Document(
          Files.readString(Path.of(System.getProperty("project.folder")).resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What each row of the table under a heading is about.
  List<String> words(String heading) {
    return rows(heading).map(row -> word(row[0])).toList();
  }

  /// The cells of the table under a heading, without its head.
  Stream<String[]> rows(String heading) {
    String section = text.split("\n" + heading + "\n", 2)[1].split("\n## ", 2)[0];
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(2).split(" \\| ?", -1));
  }

  static String word(String cell) {
    return codes(cell).getFirst();
  }

  /// What stands in a text as code.
  static List<String> codes(String text) {
    return CODE.matcher(text).results().map((MatchResult code) -> code.group(1)).toList();
  }
}
