package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunKind;
import pagestream.pipeline.RunParts;

class RunLinesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aRedriveIsNamedByItsRecipe() {
    RunHead head =
        new RunHead(
            "01J", "", "movies", "v1", "/errors", NOON, Duration.ofDays(1), RunKind.REDRIVE);
    FoundTask first = new FoundTask("0a", "/errors");
    Run run = Run.of(new RunParts(head, first, List.of(), List.of()), NOON);

    assertThat(RunLines.underWay(run, NOON)).startsWith("redrive of movies: 0 of 1 known pages");
  }
}
