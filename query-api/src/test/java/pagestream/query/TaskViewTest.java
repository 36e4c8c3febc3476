package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.query.Samples.NOON;
import static pagestream.query.Samples.ORIGIN;
import static pagestream.query.Samples.TASK;
import static pagestream.query.Samples.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.RunTask;

class TaskViewTest {
  private static void assertShown(FoundTask task, Optional<EndedTask> end, String json)
      throws Exception {
    assertThat(json(TaskView.of(new RunTask(task, end), "/prod").toString())).isEqualTo(json(json));
  }

  @Test
  void aTaskThatWaitsSaysUntilWhen() throws Exception {
    assertShown(
        new FoundTask("0a1b", "https://example.org/2", Optional.of(NOON.plusSeconds(7))),
        Optional.empty(),
        """
        {"task": "0a1b", "url": "https://example.org/2", "state": "waiting",
         "notBefore": "2026-11-21T12:00:07Z"}
        """);
  }

  @Test
  void aRunsFirstTaskWaitsForNoMoment() throws Exception {
    assertShown(
        TASK.found(),
        Optional.empty(),
        """
        {"task": "%s", "url": "https://example.org/start", "state": "waiting", "notBefore": null}
        """
            .formatted(TASK.id()));
  }

  @Test
  void aTaskThatIsDoneSaysWhatWasOnItsPageAndWhereItLed() throws Exception {
    Leads leads =
        new Leads(
            List.of(new FoundTask("a", "/a"), new FoundTask("b", "/b")),
            Map.of(NotFollowed.PAGES, 7, NotFollowed.HOST, 2));

    assertShown(
        TASK.found(),
        Optional.of(new EndedTask(ORIGIN, 10, 1, 1, 12, null, leads, NOON.plusMillis(300))),
        """
        {"task": "%s", "url": "https://example.org/start", "state": "done",
         "endedAt": "2026-11-21T12:00:00.300Z", "page": "01K", "fetchMillis": 12,
         "found": 10, "unchanged": 0, "failed": 1, "follows": 2, "notFollowed": {"pages": 7, "host": 2}}
        """
            .formatted(TASK.id()));
  }

  @Test
  void aTaskWhosePageFailedLinksToTheError() throws Exception {
    assertShown(
        TASK.found(),
        Optional.of(EndedTask.failed(ORIGIN, 1, 12, "01J-page", NOON.plusMillis(300))),
        """
        {"task": "%s", "url": "https://example.org/start", "state": "failed",
         "endedAt": "2026-11-21T12:00:00.300Z", "page": "01K", "fetchMillis": 12,
         "found": 1, "unchanged": 0, "failed": 1, "follows": 0, "error": "01J-page",
         "links": {"error": "/prod/errors/01J-page"}}
        """
            .formatted(TASK.id()));
  }
}
