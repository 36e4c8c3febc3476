package pagestream.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Filter;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Task;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of the runs' table. Under a run's id stand the part `head`, which also says when the
/// run was cancelled; `task#TASK#found` for the task that it began with; `task#TASK#ended` for each
/// task that has ended, which names those that it led to; `usage` and `budget`, which are compared
/// with the limits of its source; `outcome#PAGE#BATCH#STAGE` for each batch that has ended at a
/// stage; and `skipped#TIME` for each scheduled scrape that was skipped because of it. Under
/// `open#RECIPE` stands the id of each run of the recipe that may still write, under
/// `schedule#SOURCE` each time of its schedule that a run has begun for, under `recipes` the name
/// of each recipe that a run was ever begun with, and under `cursors` what cursors are signed with.
final class RunItems {
  static final String ID = "id";
  static final String PART = "part";
  static final String HEAD = "head";
  static final String TASK = "task#";
  static final String FOUND = "#found";
  static final String ENDED = "#ended";
  static final String OUTCOME = "outcome#";
  static final String SKIPPED = "skipped#";

  /// What the ids of times of schedules begin with.
  private static final String SCHEDULE = "schedule#";

  /// The head's attribute that says how long pages of the run may be fetched.
  static final String SECONDS = "seconds";

  static final String KIND = "runKind";

  /// The attribute of a schedule's time that says which run has begun for it.
  static final String RUN = "run";

  /// The head's attribute that says when the run was cancelled.
  static final String CANCELLED_AT = "cancelledAt";

  /// The first part, in their order, of those that a run is summed from; `budget` and `head` stand
  /// before it.
  static final String FIRST_READ = OUTCOME;

  private RunItems() {}

  /// Whether there can be a run with that id.
  static boolean canBeRun(String id) {
    return Keys.canBePartition(id) && !id.equals(RunRecipes.ID);
  }

  static Map<String, AttributeValue> key(String id, String part) {
    return Map.of(ID, AttributeValue.fromS(id), PART, AttributeValue.fromS(part));
  }

  static Attributes part(String run, String part, Instant at) {
    return new Attributes()
        .with(ID, run)
        .with(PART, part)
        .with(Attributes.EXPIRES, at.plus(Retention.RUNS).getEpochSecond());
  }

  static Attributes head(RunHead head) {
    return part(head.run(), HEAD, head.startedAt())
        .with("kind", "run")
        .with("source", head.source())
        .with("recipe", head.recipe())
        .with("recipeVersion", head.recipeVersion())
        .with("url", head.url())
        .with("startedAt", head.startedAt().toString())
        .with(SECONDS, head.time().toSeconds())
        .with(KIND, head.kind().label());
  }

  /// The heads of all runs, by the index that lists them.
  static SliceQuery newest(DynamoDbClient dynamo, String table) {
    return new SliceQuery(
        dynamo,
        table,
        Optional.of("newest"),
        List.of("kind", ID, PART),
        new Filter.Equal("kind", "run"));
  }

  static Attributes first(Task task, Instant at) {
    return part(task.run(), TASK + task.id() + FOUND, at).with("url", task.url());
  }

  static Attributes skipped(String run, Instant at) {
    return part(run, SKIPPED + at, at).with("at", at.toString());
  }

  static Attributes scheduled(String source, Instant at, String run) {
    return new Attributes()
        .with(ID, SCHEDULE + source)
        .with(PART, at.toString())
        .with(RUN, run)
        .with(Attributes.EXPIRES, at.plus(Retention.SCHEDULED).getEpochSecond());
  }

  static Map<String, AttributeValue> scheduledKey(String source, Instant at) {
    return key(SCHEDULE + source, at.toString());
  }

  static Attributes ended(EndedTask task) {
    return part(task.origin().run(), endOf(task.origin().task()), task.at())
        .with(Attributes.ORIGIN, task.origin().texts())
        .with("found", task.found())
        .with("unchanged", task.unchanged() == 0 ? null : task.unchanged())
        .with("failed", task.failed())
        .with("batches", task.batches())
        .with("fetchMillis", task.fetchMillis())
        .with("error", task.error())
        .with("leads", leads(task.leads()))
        .with("notFollowed", notFollowed(task.leads()))
        .with("at", task.at().toString());
  }

  static String endOf(String task) {
    return TASK + task + ENDED;
  }

  /// Absent where there are none.
  private static @Nullable Object leads(Leads leads) {
    return leads.tasks().isEmpty() ? null : leads.tasks().stream().map(RunItems::lead).toList();
  }

  private static Map<String, String> lead(FoundTask task) {
    Map<String, String> lead = new HashMap<>(Map.of("task", task.id(), "url", task.url()));
    task.notBefore().ifPresent(time -> lead.put("notBefore", time.toString()));
    return lead;
  }

  private static @Nullable Object notFollowed(Leads leads) {
    return leads.notFollowed().isEmpty() ? null : leads.notFollowed();
  }

  static Attributes outcome(Outcome outcome) {
    return part(outcome.run(), partOf(outcome), outcome.at())
        .with("page", outcome.page())
        .with("batch", outcome.batch())
        .with("stage", outcome.stage().label())
        .with("rows", outcome.rows())
        .with("stored", outcome.stored())
        .with("unchanged", outcome.unchanged())
        .with("stale", outcome.stale())
        .with("failed", outcome.failed())
        .with("isGivenUp", outcome.isGivenUp())
        .with("at", outcome.at().toString());
  }

  private static String partOf(Outcome outcome) {
    return outcomesOf(outcome.page(), outcome.batch()) + outcome.stage().label();
  }

  /// What the parts of a batch's outcomes begin with.
  static String outcomesOf(String page, int batch) {
    return String.format(Locale.ROOT, "%s%05d#", outcomesOf(page), batch);
  }

  /// The same of all batches of a page.
  static String outcomesOf(String page) {
    return OUTCOME + page + "#";
  }
}
