package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunTask;

class DocumentationTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern METHOD = Pattern.compile(" void (\\w+)\\(");
  private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w+\\.[a-z]\\w+)`");

  @Test
  void everyReasonIsExplainedInOrderAndNoOther() throws IOException {
    assertThat(
            Files.readString(DOCS.resolve("reasons.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" \\| ", 3))
                .map(cells -> cells[0] + " | " + cells[1]))
        .containsExactlyElementsOf(
            Arrays.stream(Reason.values())
                .map(reason -> "| `%s` | %s".formatted(reason, reason.title()))
                .toList());
  }

  @Test
  void everyStatusOfARunIsExplained() throws IOException {
    assertExplained("Status", Arrays.stream(Run.Status.values()).map(Run.Status::label));
  }

  @Test
  void everyStateOfATaskIsExplained() throws IOException {
    assertExplained("Tasks", Arrays.stream(RunTask.State.values()).map(RunTask.State::label));
  }

  @Test
  void everyReasonWhyALinkIsNotFollowedIsExplained() throws IOException {
    assertExplained(
        "Links that are not followed", Arrays.stream(NotFollowed.values()).map(NotFollowed::label));
  }

  @Test
  void everyTestThatAGuaranteeNamesIsThere() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DOCS.getParent())) {
      for (Path file : files.filter(DocumentationTest::isTest).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        Matcher tests = METHOD.matcher(Files.readString(file));
        while (tests.find()) {
          sources.add(name + "." + tests.group(1));
        }
      }
    }
    Matcher named = NAMED_TEST.matcher(Files.readString(DOCS.resolve("guarantees.md")));

    assertThat(named.results().map(found -> found.group(1)).toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(test -> assertThat(sources).contains(test));
  }

  private static boolean isTest(Path file) {
    return file.toString().contains("/src/test/java/") && file.toString().endsWith(".java");
  }

  /// In order, in the first table under the heading.
  private static void assertExplained(String heading, Stream<String> words) throws IOException {
    List<String> expected = words.map("`%s`"::formatted).toList();
    assertThat(
            Markdown.rows(DOCS.resolve("runs.md"), heading).stream()
                .map(List::getFirst)
                .skip(1)
                .takeWhile(cell -> !cell.equals("name")))
        .containsExactlyElementsOf(expected);
  }
}
