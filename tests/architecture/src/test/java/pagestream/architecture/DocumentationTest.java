package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunTask;

class DocumentationTest {
  private static final Path DOCS = Path.of("../../docs");

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
