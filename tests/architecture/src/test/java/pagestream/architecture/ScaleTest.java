package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.aws.RunRead;

/// The numbers of `docs/scale.md` follow from one another and from the templates.
class ScaleTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));
  private static final Path DOCUMENT = PROJECT.resolve("docs/scale.md");

  @Test
  void whatEachSizeTakesFollowsFromWhatAPageCosts() throws IOException {
    assertThat(markdown(Markdown.rows(DOCUMENT, "What each size takes")))
        .isEqualTo(markdown(ScaleModel.of(DOCUMENT).taken()));
  }

  @Test
  void whereItEndsFollowsFromTheLimits() throws IOException {
    assertThat(markdown(Markdown.rows(DOCUMENT, "Where it ends")))
        .isEqualTo(markdown(ScaleModel.of(DOCUMENT).ends()));
  }

  @Test
  void howMuchOfARunIsReadIsAsInTheCode() throws IOException {
    Table limits = Table.under(DOCUMENT, "Limits");

    assertThat(limits.number("MB of a run's parts that are read at once", 0))
        .isEqualTo(RunRead.MAX_MEGABYTES);
    assertThat(limits.number("MB of each run's parts where many runs are read", 0))
        .isEqualTo(RunRead.FEW_MEGABYTES);
  }

  /// As the document has it.
  private static String markdown(List<List<String>> rows) {
    return rows.stream()
        .map(row -> "| " + String.join(" | ", row) + " |")
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "tasks at once, serverless.yml, maximumConcurrency: %.0f",
    "memorySize of a function, serverless.yml, memorySize: %.0f",
    "shards, serverless/settings.json, '\"range\": [1, %.0f]'",
  })
  void settingsAreThoseOfTheTemplates(String limit, String file, String form) throws IOException {
    double documented = Table.under(DOCUMENT, "Limits").number(limit, 0);

    assertThat(Files.readString(PROJECT.resolve(file))).contains(form.formatted(documented));
  }
}
