package pagestream.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of the runs' table. Under a run's id stand the part `head`, `task#TASK#found` and
/// `task#TASK#ended` for each task, and `outcome#PAGE#BATCH#STAGE` for each batch that has ended at
/// a stage. Under `open#RECIPE` stands the id of each run of the recipe that may still write, and
/// under `recipes` the name of each recipe that a run was ever begun with.
final class RunItems {
  static final String ID = "id";
  static final String PART = "part";
  static final String HEAD = "head";
  static final String SUMS = "sums";
  static final String RECIPES = "recipes";

  private static final String TASK = "task#";
  private static final String FOUND = "#found";
  private static final String ENDED = "#ended";
  private static final String OUTCOME = "outcome#";

  private RunItems() {}

  static Map<String, AttributeValue> key(String id, String part) {
    return Map.of(ID, AttributeValue.fromS(id), PART, AttributeValue.fromS(part));
  }

  static String open(String recipe) {
    return "open#" + recipe;
  }

  private static Attributes part(String run, String part, Instant at) {
    return new Attributes()
        .with(ID, run)
        .with(PART, part)
        .with("expires", at.plus(Retention.RUNS).getEpochSecond());
  }

  /// It says no more than its key does; nothing of a run is under way for longer than it is kept.
  static Attributes openRun(RunHead head) {
    return new Attributes()
        .with(ID, open(head.recipe()))
        .with(PART, head.run())
        .with("expires", head.underWayUntil().getEpochSecond());
  }

  static boolean isExpired(Map<String, AttributeValue> item, Instant now) {
    return Attributes.longNumber(item, "expires") < now.getEpochSecond();
  }

  static Attributes recipe(String recipe) {
    return new Attributes().with(ID, RECIPES).with(PART, recipe);
  }

  static Attributes head(RunHead head) {
    return part(head.run(), HEAD, head.startedAt())
        .with("kind", "run")
        .with("source", head.source())
        .with("recipe", head.recipe())
        .with("recipeVersion", head.recipeVersion())
        .with("url", head.url())
        .with("startedAt", head.startedAt().toString());
  }

  static Attributes found(FoundTask found) {
    Task task = found.task();
    return part(task.run(), TASK + task.id() + FOUND, found.foundAt())
        .with("source", task.source())
        .with("recipe", task.recipe())
        .with("url", task.url())
        .with("foundAt", found.foundAt().toString())
        .with("endsBy", found.endsBy().toString());
  }

  static Attributes ended(EndedTask task) {
    return part(task.origin().run(), TASK + task.origin().task() + ENDED, task.at())
        .with(Attributes.ORIGIN, task.origin().texts())
        .with("found", task.found())
        .with("failed", task.failed())
        .with("batches", task.batches())
        .with("fetchMillis", task.fetchMillis())
        .with("error", task.error())
        .with("at", task.at().toString());
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
    return String.format(Locale.ROOT, "%s%s#%05d#", OUTCOME, page, batch);
  }

  static Stage stageOf(Map<String, AttributeValue> outcome) {
    return Stage.of(Attributes.text(outcome, "stage"));
  }

  static RunHead readHead(Map<String, AttributeValue> item) {
    return new RunHead(
        Attributes.text(item, ID),
        Attributes.optionalText(item, "source").orElse(""),
        Attributes.text(item, "recipe"),
        Attributes.text(item, "recipeVersion"),
        Attributes.text(item, "url"),
        Attributes.time(item, "startedAt"));
  }

  /// All parts of a run, its head first.
  static RunParts read(Map<String, AttributeValue> head, List<Map<String, AttributeValue>> others) {
    return FirstVersion.isHead(head)
        ? FirstVersion.read(head, others)
        : new RunParts(
            readHead(head),
            others.stream().filter(item -> isTask(item, FOUND)).map(RunItems::readFound).toList(),
            others.stream().filter(item -> isTask(item, ENDED)).map(RunItems::readEnded).toList(),
            others.stream().filter(RunItems::isOutcome).map(RunItems::readOutcome).toList());
  }

  private static boolean isTask(Map<String, AttributeValue> item, String what) {
    String part = Attributes.text(item, PART);
    return part.startsWith(TASK) && part.endsWith(what);
  }

  static boolean isOutcome(Map<String, AttributeValue> item) {
    return Attributes.text(item, PART).startsWith(OUTCOME);
  }

  private static FoundTask readFound(Map<String, AttributeValue> item) {
    return new FoundTask(
        new Task(
            Attributes.text(item, ID),
            Attributes.text(item, "source"),
            Attributes.text(item, "recipe"),
            Attributes.text(item, "url")),
        Attributes.time(item, "foundAt"),
        Attributes.time(item, "endsBy"));
  }

  private static EndedTask readEnded(Map<String, AttributeValue> item) {
    return new EndedTask(
        Attributes.origin(item, ID),
        Attributes.number(item, "found"),
        Attributes.number(item, "failed"),
        Attributes.number(item, "batches"),
        Attributes.longNumber(item, "fetchMillis"),
        Attributes.optionalText(item, "error").orElse(null),
        Attributes.time(item, "at"));
  }

  static Outcome readOutcome(Map<String, AttributeValue> item) {
    return new Outcome(
        Attributes.text(item, ID),
        Attributes.text(item, "page"),
        Attributes.number(item, "batch"),
        stageOf(item),
        Attributes.number(item, "rows"),
        Attributes.number(item, "stored"),
        Attributes.number(item, "unchanged"),
        Attributes.number(item, "stale"),
        Attributes.number(item, "failed"),
        Attributes.flag(item, "isGivenUp"),
        Attributes.time(item, "at"));
  }

  /// What is kept of a run that nothing can change any more.
  static Map<String, Object> sums(Run run) {
    Map<String, Object> sums = new HashMap<>();
    sums.put("tasksFound", run.tasks().found());
    sums.put("tasksEnded", run.tasks().ended());
    sums.put("tasksBrokenOff", run.tasks().brokenOff());
    sums.put("found", run.counts().found());
    sums.put("stored", run.counts().stored());
    sums.put("unchanged", run.counts().unchanged());
    sums.put("stale", run.counts().stale());
    sums.put("failed", run.counts().failed());
    sums.put("url", run.url());
    sums.put("fetchMillis", run.fetchMillis());
    sums.put("settledAt", run.settledAt().orElseThrow().toString());
    Optional.ofNullable(run.error()).ifPresent(error -> sums.put("error", error));
    return sums;
  }

  static Run readSums(Map<String, AttributeValue> head) {
    Map<String, AttributeValue> sums = Attributes.map(head, SUMS);
    return new Run(
        readHead(head),
        new Run.Tasks(
            Attributes.number(sums, "tasksFound"),
            Attributes.number(sums, "tasksEnded"),
            Attributes.number(sums, "tasksBrokenOff")),
        new Run.Counts(
            Attributes.number(sums, "found"),
            Attributes.number(sums, "stored"),
            Attributes.number(sums, "unchanged"),
            Attributes.number(sums, "stale"),
            Attributes.number(sums, "failed")),
        Run.WaitingFor.NOTHING,
        Attributes.text(sums, "url"),
        Attributes.longNumber(sums, "fetchMillis"),
        Attributes.optionalText(sums, "error").orElse(null),
        Optional.of(Attributes.time(sums, "settledAt")),
        true);
  }
}
