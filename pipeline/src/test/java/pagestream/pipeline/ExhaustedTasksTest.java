package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.ended;
import static pagestream.memory.PortSamples.first;
import static pagestream.memory.PortSamples.head;
import static pagestream.memory.PortSamples.origin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryRuns;

class ExhaustedTasksTest {
  private final InMemoryFailures failures = new InMemoryFailures();
  private final InMemoryRuns runs = new InMemoryRuns(() -> NOON);
  private final ExhaustedTasks tasks =
      new ExhaustedTasks(failures, runs, () -> "01JPAGE", () -> NOON);

  private static TaskMessage message(Task task) {
    return new TaskMessage(task, 0, NOON);
  }

  @Test
  void aTaskThatTheQueueGaveUpOnFailsAndItsRunGoesOn() {
    runs.begin(head(origin(1)), first(origin(1)));

    tasks.end(message(first(origin(1))));

    Run run = runs.find(origin(1).run()).orElseThrow();
    assertThat(run.status()).isEqualTo(Run.Status.FAILED);
    assertThat(run.tasks()).isEqualTo(new Run.Tasks(1, 1, 1, Map.of()));
    assertThat(failures.kept())
        .singleElement()
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.TASK_EXHAUSTED));
  }

  /// A task that carries a row, of a run that waits for nothing else.
  private Task beginDetail() {
    Task first = first(origin(1));
    CarriedRow row = new CarriedRow(first.id(), 1, new Row(3, Map.of("title", "Jüri")));
    Task detail = first.leadsTo("https://example.org/book", new Work.Detail(row));
    runs.begin(head(origin(1)), first);
    Leads leads = new Leads(List.of(detail.found()), Map.of());
    runs.end(new EndedTask(origin(1), 0, 0, 0, 1, null, leads, NOON));
    return detail;
  }

  @Test
  void aTaskOfARunThatWasCancelledIsNotFollowedAndItsRowIsKept() {
    Task detail = beginDetail();
    runs.cancel(detail.run(), NOON);

    tasks.end(message(detail));

    Run run = runs.find(origin(1).run()).orElseThrow();
    assertThat(run.tasks()).isEqualTo(new Run.Tasks(2, 2, 0, Map.of(NotFollowed.CANCELLED, 1)));
    assertThat(run.counts()).isEqualTo(new Run.Counts(1, 0, 0, 0, 1));
    assertThat(run.status()).isEqualTo(Run.Status.SETTLED);
    Failure failure = failures.kept().getFirst();
    assertThat(failure.reason()).isEqualTo(Reason.NOT_FOLLOWED);
    assertThat(failure.id()).isEqualTo(detail.run() + "-" + detail.id() + "-scraper-3");
    assertThat(new String(failure.payload().bytes(), StandardCharsets.UTF_8))
        .contains("\"title\":\"Jüri\"");
  }

  @Test
  void aPageOfARunThatWasCancelledLeavesNoFailure() {
    runs.begin(head(origin(1)), first(origin(1)));
    runs.cancel(origin(1).run(), NOON);

    tasks.end(message(first(origin(1))));

    assertThat(failures.kept()).isEmpty();
    assertThat(runs.find(origin(1).run()).orElseThrow().status()).isEqualTo(Run.Status.SETTLED);
  }

  @Test
  void theFailureHasTheRowThatTheTaskCarried() {
    Task detail = beginDetail();

    tasks.end(message(detail));

    Run run = runs.find(origin(1).run()).orElseThrow();
    assertThat(run.counts()).isEqualTo(new Run.Counts(1, 0, 0, 0, 1));
    assertThat(run.isFinal()).isTrue();
    assertThat(new String(failures.kept().getFirst().payload().bytes(), StandardCharsets.UTF_8))
        .contains("\"title\":\"Jüri\"");
  }

  @Test
  void aTaskThatHasEndedOrWhoseRunNeverBeganIsLeftAlone() {
    runs.begin(head(origin(1)), first(origin(1)));
    runs.end(ended(origin(1), 3, 0, 1));

    tasks.end(message(first(origin(1))));
    tasks.end(message(first(origin(2))));

    assertThat(failures.kept()).isEmpty();
    assertThat(runs.find(origin(1).run()).orElseThrow().counts().found()).isEqualTo(3);
  }

  @Test
  void whatTheTaskWasToMakeGoodHasFailedAgain() {
    Task again = first(origin(1)).again(origin(1).run(), "01JOLD-c0ffee-page");
    runs.begin(head(origin(1)), again);

    tasks.end(message(again));

    assertThat(failures.kept())
        .extracting(Failure::isAgain, Failure::reason)
        .contains(tuple(true, Reason.TASK_EXHAUSTED));
  }
}
