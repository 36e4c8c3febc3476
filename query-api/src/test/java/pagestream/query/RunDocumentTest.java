package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.query.Samples.NOON;
import static pagestream.query.Samples.ORIGIN;
import static pagestream.query.Samples.TASK;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagestream.aws.RunRead;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunNotes;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.RunTask;

/// The document about runs names what a run and a task show, and nothing else.
class RunDocumentTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Leads LEADS =
      new Leads(List.of(new FoundTask("a", "/a")), Map.of(NotFollowed.HOST, 1));
  private static final EndedTask FAILED =
      new EndedTask(ORIGIN, 1, 1, 0, 12, "01J-page", LEADS, NOON.plusMillis(300));

  /// What the first cells of the tables say that stand between two texts.
  private static Set<String> documented(String from, String to) throws IOException {
    Set<String> names = new TreeSet<>();
    document()
        .split(Pattern.quote(from), 2)[1]
        .split(Pattern.quote(to), 2)[0]
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split(" \\| ")[0])
        .forEach(cell -> CODE.matcher(cell).results().forEach(code -> names.add(code.group(1))));
    return names;
  }

  private static String document() throws IOException {
    return Files.readString(Path.of(System.getProperty("project.folder")).resolve("docs/runs.md"));
  }

  private static Set<String> names(ObjectNode... shown) {
    Set<String> names = new TreeSet<>();
    for (ObjectNode json : shown) {
      json.fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  @Test
  void whatARunShowsIsExplained() throws IOException {
    RunHead head = new RunHead("01J", "films", "movies", "v1", TASK.url(), NOON, Duration.ZERO);
    RunNotes notes = new RunNotes(Optional.empty(), List.of(NOON.plusSeconds(60)));
    RunParts parts = new RunParts(head, TASK.found(), List.of(FAILED), List.of(), notes);

    assertThat(documented("## What a run shows\n", "\n## "))
        .isEqualTo(names(RunView.of(Run.of(parts, NOON.plusSeconds(30)), "")));
  }

  @Test
  void howMuchOfARunIsReadIsSaid() throws IOException {
    assertThat(document())
        .contains(
            "A list adds up\n%d MB of parts".formatted(RunRead.FEW_MEGABYTES),
            "For more than %d MB".formatted(RunRead.MAX_MEGABYTES));
  }

  @Test
  void howLongAnAddressMayBeIsSaid() throws IOException {
    assertThat(document())
        .contains(String.format(Locale.ROOT, "more than %,d characters", MovedPage.MAX_LENGTH));
  }

  @Test
  void whatATaskShowsIsExplained() throws IOException {
    assertThat(documented("\nA task shows:\n", "\n## "))
        .isEqualTo(
            names(
                TaskView.of(new RunTask(TASK.found(), Optional.empty()), ""),
                TaskView.of(new RunTask(TASK.found(), Optional.of(FAILED)), "")));
  }
}
