package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.query.Samples.NOON;
import static pagestream.query.Samples.ORIGIN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Selection;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailure;

/// `docs/failures.md` names what a failure shows, its statuses and its filters.
class FailureDocumentTest {
  private static final Rejection WHY = new Rejection(Reason.VALUE_MISSING, "none");

  private static String document() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("project.folder")).resolve("docs/failures.md"));
  }

  private static String section(String title) throws IOException {
    return document().split(Pattern.quote("## " + title + "\n"), 2)[1].split("\n## ", 2)[0];
  }

  /// The words in code form: of a table, those of its first column.
  private static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    Matcher code = Pattern.compile("`([a-zA-Z ]+)`").matcher(text);
    while (code.find()) {
      words.add(code.group(1));
    }
    return words;
  }

  private static String firstColumn(String table) {
    return String.join(
        "\n",
        table
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split(" \\| ")[0])
            .toList());
  }

  @Test
  void whatAFailureShowsIsExplained() throws IOException {
    Failure failure = Failure.of(Stage.PROCESSOR, ORIGIN, 3, WHY, Payload.html(""), NOON);
    ObjectNode shown =
        FailureView.withPayload(
            new StoredFailure(
                failure,
                FailureStatus.FAILED_AGAIN,
                2,
                Optional.of("01J"),
                Optional.of(NOON),
                Optional.of(WHY)));
    Set<String> names = new TreeSet<>();
    shown.fieldNames().forEachRemaining(names::add);

    assertThat(words(firstColumn(section("What a failure shows")))).isEqualTo(names);
  }

  @Test
  void eachStatusIsExplained() throws IOException {
    assertThat(words(firstColumn(section("Status"))))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FailureStatus.values()).map(FailureStatus::label).toList());
  }

  @Test
  void theDocumentSaysWhenAFailureIsLost() throws IOException {
    assertThat(document())
        .contains("still `redriven` after %d days".formatted(StoredFailure.LOST_AFTER.toDays()));
  }

  @Test
  void eachFilterIsNamed() throws IOException {
    assertThat(words(section("Filters"))).containsAll(List.copyOf(Selection.FILTERS.keySet()));
  }
}
