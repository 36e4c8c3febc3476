package pagestream.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.aws.RunRead;
import pagestream.encoding.Json;
import pagestream.pipeline.Progress;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunKind;

/// How a run looks to the outside.
final class RunView {
  /// How much of what a run waits for is named.
  private static final int MAX_WAITING = 10;

  private RunView() {}

  /// A run that is too large to be summed in a list has not settled as far as anybody knows. Of one
  /// that cannot be read, its head is shown as it stands there.
  ///
  /// @param base what stands before the API's paths
  static ObjectNode of(RunRead<Run> run, String base) {
    return switch (run) {
      case RunRead.Whole<Run>(Run whole) -> of(whole, base);
      case RunRead.TooLarge<Run>(RunHead head, Optional<Instant> cancelledAt) -> {
        ObjectNode json = head(head, Run.Status.RUNNING, head.url());
        times(json, head, Optional.empty(), cancelledAt);
        yield withLinks(json, head, base);
      }
      case RunRead.Unreadable<Run>(String id, Map<String, Object> head, String why) -> {
        ObjectNode json = RecordView.unreadable(head, why).put("run", id);
        links(json, id, base);
        yield json;
      }
    };
  }

  /// @param base what stands before the API's paths
  static ObjectNode of(Run run, String base) {
    RunHead head = run.head();
    Run.Counts counts = run.counts();
    ObjectNode json =
        head(head, run.status(), run.url())
            .put("found", counts.found())
            .put("stored", counts.stored())
            .put("unchanged", counts.unchanged())
            .put("stale", counts.stale())
            .put("failed", counts.failed());
    times(json, head, run.settledAt(), run.notes().cancelledAt());
    json.set("tasks", tasks(run.tasks()));
    progress(run.progress(), json);
    if (!run.notes().skipped().isEmpty()) {
      ArrayNode skipped = json.putArray("skipped");
      run.notes().skipped().forEach(time -> skipped.add(time.toString()));
    }
    if (run.settledAt().isEmpty()) {
      json.set("waitingFor", waitingFor(run.waitingFor()));
    }
    ObjectNode timings = json.putObject("timings").put("fetchMillis", run.fetchMillis());
    run.settledAt()
        .ifPresent(
            at -> timings.put("settledMillis", Duration.between(head.startedAt(), at).toMillis()));
    if (run.error() != null) {
      json.put("error", run.error());
    }
    return withLinks(json, head, base);
  }

  private static ObjectNode head(RunHead head, Run.Status status, String url) {
    return Json.MAPPER
        .createObjectNode()
        .put("run", head.run())
        .put("kind", head.kind().label())
        .put("status", status.label())
        .put("source", head.source())
        .put("recipe", head.recipe())
        .put("recipeVersion", head.recipeVersion())
        .put("url", url);
  }

  private static void times(
      ObjectNode json, RunHead head, Optional<Instant> settledAt, Optional<Instant> cancelledAt) {
    json.put("startedAt", head.startedAt().toString())
        .put("settledAt", text(settledAt))
        .put("cancelledAt", text(cancelledAt));
  }

  private static ObjectNode withLinks(ObjectNode json, RunHead head, String base) {
    ObjectNode links = links(json, head.run(), base);
    if (head.kind() == RunKind.REDRIVE) {
      links.put("redriven", base + "/errors?redrive=" + head.run());
    }
    return json;
  }

  private static ObjectNode links(ObjectNode json, String run, String base) {
    return json.putObject("links")
        .put("self", base + "/runs/" + run)
        .put("tasks", base + "/runs/" + run + "/tasks")
        .put("errors", base + "/errors?run=" + run);
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private static ObjectNode tasks(Run.Tasks tasks) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("found", tasks.found())
            .put("ended", tasks.ended())
            .put("waiting", tasks.waiting())
            .put("failed", tasks.failed());
    TaskView.notFollowed(tasks.notFollowed(), json);
    return json;
  }

  /// The rate in pages a minute, to a tenth.
  private static void progress(Progress progress, ObjectNode json) {
    json.put("rate", Math.round(progress.pagesPerMinute() * 10) / 10.0)
        .put("estimatedAt", text(progress.estimatedAt()));
  }

  /// How many tasks and batches, and the first of them by name.
  private static ObjectNode waitingFor(Run.WaitingFor waitingFor) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("tasks", waitingFor.tasks().size())
            .put("batches", waitingFor.batches().size());
    ArrayNode first = json.putArray("first");
    waitingFor.tasks().stream()
        .limit(MAX_WAITING)
        .forEach(task -> first.addObject().put("task", task.id()).put("url", task.url()));
    waitingFor.batches().stream()
        .limit(MAX_WAITING - first.size())
        .forEach(batch -> first.addObject().put("page", batch.page()).put("batch", batch.batch()));
    return json;
  }
}
