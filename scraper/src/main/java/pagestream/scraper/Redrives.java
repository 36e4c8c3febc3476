package pagestream.scraper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunKind;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Selection;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.Task;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Begins runs that send failures again, and works on the first part of them.
final class Redrives {
  /// How many failures are counted at most.
  static final int MAX_COUNTED = 10_000;

  private final StoredFailures stored;
  private final Recipes recipes;
  private final Redriver redriver;
  private final Runs runs;
  private final FirstTasks firstTasks;
  private final Supplier<String> runIds;
  private final InstantSource clock;

  /// @param runIds ULIDs
  Redrives(
      StoredFailures stored,
      Recipes recipes,
      Redriver redriver,
      Runs runs,
      FirstTasks firstTasks,
      Supplier<String> runIds,
      InstantSource clock) {
    this.stored = stored;
    this.recipes = recipes;
    this.redriver = redriver;
    this.runs = runs;
    this.firstTasks = firstTasks;
    this.runIds = runIds;
    this.clock = clock;
  }

  /// What became of asking for a redrive.
  sealed interface Result {
    /// It has begun, or had begun before.
    ///
    /// @param failures how many were sent again so far
    record Begun(String run, int failures) implements Result {}

    record NoSuchFailure() implements Result {}

    /// The failure was made good.
    record Resolved(String run) implements Result {}

    /// The failure cannot be sent again.
    record Impossible(String why) implements Result {}
  }

  /// @param path of the failure
  Result one(String id, String path, Deadline deadline) {
    Optional<StoredFailure> found = stored.find(id);
    if (found.isEmpty()) {
      return new Result.NoSuchFailure();
    }
    return underWay(found.get())
        .orElseGet(() ->
            Again.recipe(found.get().failure())
                .map(recipe -> one(id, recipe, path, deadline))
                .orElseGet(() -> new Result.Impossible(found.get().failure().message())));
  }

  private Result one(String id, String recipe, String path, Deadline deadline) {
    Work.Redrive part = new Work.Redrive(0, List.of(id), Optional.empty());
    Result.Begun begun = begin(recipe, path, part, deadline);
    return begun.failures() > 0
        ? begun
        : stored.find(id).flatMap(this::underWay).orElse(begun); // another was faster
  }

  /// Empty where the failure can be sent again.
  private Optional<Result> underWay(StoredFailure failure) {
    if (failure.isRedrivable(clock.instant())) {
      return Optional.empty();
    }
    String run = failure.redrive().orElse("");
    return switch (failure.status()) {
      case OPEN, FAILED_AGAIN -> Optional.empty();
      case REDRIVEN -> Optional.of(new Result.Begun(run, 1));
      case RESOLVED -> Optional.of(new Result.Resolved(run));
    };
  }

  /// Those that are wanted, of one recipe.
  ///
  /// @param path that lists them
  Result.Begun all(Selection wanted, String recipe, String path, Deadline deadline) {
    Work.Redrive part =
        redriver.part(0, wanted.with(Selection.RECIPE, recipe), deadline.less(Scraper.RESERVE));
    return begin(recipe, path, part, deadline);
  }

  private Result.Begun begin(String recipe, String path, Work.Redrive part, Deadline deadline) {
    Deadline work = deadline.less(Scraper.RESERVE);
    Instant now = clock.instant();
    Task task = new Task(runIds.get(), "", recipe, path, 0, part);
    firstTasks.send(task, now, deadline);
    runs.begin(head(task, now), task);
    return new Result.Begun(task.run(), redriver.work(task, part, work));
  }

  private RunHead head(Task task, Instant now) {
    String version = recipes.find(task.recipe()).map(Recipe::version).orElse("");
    return new RunHead(
        task.run(),
        "",
        task.recipe(),
        version,
        task.url(),
        now,
        RunHead.REDRIVE_TIME,
        RunKind.REDRIVE);
  }

  /// Those that are wanted and can be sent again.
  FailureCount count(Selection wanted, Deadline deadline) {
    FailureCount count = new FailureCount();
    Optional<Selection> next = Optional.of(wanted);
    while (next.isPresent() && count.failures() < MAX_COUNTED && !deadline.passed()) {
      Selection from = next.get();
      StoredFailures.Part part = stored.list(from, Redriver.MAX_FAILURES);
      part.failures().stream()
          .filter(failure -> Redriver.canBeSent(failure, wanted))
          .map(StoredFailure::failure)
          .forEach(count::add);
      next = part.next().map(from::from);
    }
    count.isPartial(next.isPresent());
    return count;
  }
}
