package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The table that says where to change what names files, folders and classes that are there.
class ContributingTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));
  private static final Set<String> MADE = Set.of(".git", "node_modules", "target");

  /// A name, and a colon where it is the folder of those that follow.
  private static final Pattern NAME = Pattern.compile("`([^`]+)`(:?)");

  private static final List<Path> TREE = tree();

  private static List<Path> tree() {
    List<Path> tree = new ArrayList<>();
    try {
      Files.walkFileTree(
          PROJECT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              tree.add(folder);
              return MADE.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              tree.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }

  @Test
  void theTableNamesWhatIsThere() throws IOException {
    List<List<String>> rows =
        Markdown.rows(PROJECT.resolve("CONTRIBUTING.md"), "Where to change what");

    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows).flatExtracting(cells -> missing(cells.getLast())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`Nowhere`",
        "`nowhere`: `Redirects`",
        "`pipeline`: `Redirects`",
        "`scraper`: `Redirects`; `nowhere.yml`",
        "`scraper`: `…Nowhere`",
        "`nowhere/NAME.yml` alone"
      })
  void whatIsNotThereIsMissed(String cell) {
    assertThat(missing(cell)).isNotEmpty();
  }

  private static List<String> missing(String cell) {
    return Stream.of(cell.split(";")).flatMap(part -> missingIn(part).stream()).toList();
  }

  private static List<String> missingIn(String part) {
    List<String> missing = new ArrayList<>();
    Path folder = PROJECT;
    for (MatchResult found : NAME.matcher(part).results().toList()) {
      String name = found.group(1);
      Path path = PROJECT.resolve(name);
      if (!found.group(2).isEmpty() && Files.isDirectory(path)) {
        folder = path;
      } else if (!isThere(folder, name)) {
        missing.add(name + " in " + folder);
      }
    }
    return missing;
  }

  /// A path in the project, with any NAME, or the name of a file, folder or class below the folder.
  private static boolean isThere(Path folder, String name) {
    if (Files.exists(PROJECT.resolve(name.replaceFirst("NAME.*", "")))) {
      return true;
    }
    return TREE.stream()
        .filter(path -> path.startsWith(folder))
        .map(path -> path.getFileName().toString().replaceFirst("\\.java$", ""))
        .anyMatch(name.startsWith("…") ? each -> each.endsWith(name.substring(1)) : name::equals);
  }
}
