package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Reason;

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
}
