package pagestream.faults;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.faults.ChangingSites.Kind;
import pagestream.faults.ChangingSites.SiteRow;
import pagestream.faults.Statements.Statement;
import pagestream.memory.InMemoryRecords.Stored;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunKind;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailure;

/// What is wrong with a pipeline in which nothing is under way any more. What should be is worked
/// out from the pages alone.
final class Verdict {
  private final Pipeline pipeline;
  private final List<Outcome> outcomes;
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> failedRows = new HashMap<>();
  private final Map<String, List<StoredFailure>> failures = new HashMap<>();

  private Verdict(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.outcomes = pipeline.runs.outcomes();
    for (Failure failure : pipeline.failures.kept()) {
      String run = failure.origin() == null ? "" : failure.origin().run();
      failedRows.merge(run, failure.rows(), Integer::sum);
      failures
          .computeIfAbsent(run, first -> new ArrayList<>())
          .add(pipeline.failures.find(failure.id()).orElseThrow());
    }
  }

  /// After scrapes.
  static List<String> ofScrapes(Pipeline pipeline) {
    Verdict verdict = new Verdict(pipeline);
    verdict.noteUnchanged();
    verdict.lookAtRuns(true);
    verdict.lookAtRecords();
    verdict.lookAtStatuses();
    return verdict.wrong;
  }

  /// After all failures were sent again, of which nothing but rows that are broken on their pages
  /// should be left.
  static List<String> ofRedrives(Pipeline pipeline) {
    Verdict verdict = new Verdict(pipeline);
    verdict.noteUnchanged();
    verdict.lookAtRuns(false);
    verdict.lookAtRecords();
    verdict.lookAtStatuses();
    verdict.lookForWhatIsLeft();
    verdict.wrong.addAll(pipeline.claims.wrong());
    return verdict.wrong;
  }

  private void wrong(String what, Object... about) {
    wrong.add(what.formatted(about));
  }

  /// What pages said whose rows were not published, because they were as they had been. The row
  /// that a page completed may be of another run where it was sent again.
  private void noteUnchanged() {
    for (EndedTask task : pipeline.runs.endedTasks()) {
      if (task.unchanged() > 0 && kind(task.origin().run()) == RunKind.SCRAPE) {
        said(task.origin().run(), URI.create(task.origin().url()))
            .forEach((row, content) -> {
              if (row.kind() == Kind.GOOD && !pipeline.isRefused(row.id())) {
                pipeline.statements.add(
                    row.id(), new Statement(task.origin(), row.position(), content, false));
              }
            });
      }
    }
  }

  private RunKind kind(String run) {
    return pipeline.runs.find(run).orElseThrow().head().kind();
  }

  private Map<SiteRow, String> said(String run, URI url) {
    Map<SiteRow, String> said = new HashMap<>();
    if (url.getPath().startsWith("/more/")) {
      String id = url.getPath().substring("/more/".length());
      URI list = url.resolve("/list/" + id.split("-")[1]);
      pipeline.sites.rows(run, list).stream()
          .filter(row -> row.id().equals(id))
          .forEach(row -> said.put(row, row.content() + pipeline.sites.more(run, url)));
    } else {
      pipeline.sites.rows(run, url).stream()
          .filter(row -> !row.leadsOn())
          .forEach(row -> said.put(row, row.content()));
    }
    return said;
  }

  private void lookAtRuns(boolean isStrict) {
    for (String id : pipeline.runs.begun()) {
      Run run = pipeline.runs.find(id).orElseThrow();
      if (run.settledAt().isEmpty()) {
        wrong("run %s never settles: it waits for %s", id, run.waitingFor());
      } else if (run.head().kind() == RunKind.SCRAPE) {
        lookAtScrape(run, isStrict);
      }
      Run before = pipeline.settled.computeIfAbsent(id, first -> run);
      if (!pipeline.plan.givesUp() && !before.counts().equals(run.counts())) {
        wrong("run %s had settled with %s, and has %s", id, before.counts(), run.counts());
      }
    }
  }

  private void lookAtScrape(Run run, boolean isStrict) {
    String id = run.head().run();
    int kept = failedRows.getOrDefault(id, 0);
    boolean isCancelled = run.notes().cancelledAt().isPresent();
    boolean mayBeMore = pipeline.plan.givesUp() || isCancelled;
    if (kept < run.counts().failed() || (kept > run.counts().failed() && !mayBeMore)) {
      wrong(
          "run %s counts %d rows as failed, and has failures of %d",
          id, run.counts().failed(), kept);
    }
    if (isStrict && !isCancelled && !pipeline.plan.givesUp()) {
      lookAtCounts(run);
    }
  }

  private void lookAtCounts(Run run) {
    int found = 0;
    int failed = 0;
    for (int list = 1; list <= pipeline.plan.lists(); list++) {
      URI url = URI.create(run.head().url()).resolve("/list/" + list);
      if (pipeline.sites.isStrange(run.head().run(), url)) {
        break;
      }
      for (SiteRow row : pipeline.sites.rows(run.head().run(), url)) {
        found++;
        failed += row.kind() != Kind.GOOD || pipeline.isRefused(row.id()) ? 1 : 0;
      }
    }
    if (run.counts().found() != found || run.counts().failed() != failed) {
      wrong(
          "run %s should have found %d rows and failed %d, and has %s",
          run.head().run(), found, failed, run.counts());
    }
  }

  private void lookAtRecords() {
    pipeline
        .statements
        .byId()
        .forEach((id, all) -> {
          Optional<Statement> newest =
              all.stream()
                  .filter(each -> !each.isSentAgain())
                  .reduce((one, other) -> one.isNewerThan(other) ? one : other);
          newest.ifPresent(statement -> lookAt(id, statement, all));
        });
  }

  private void lookAt(String id, Statement newest, List<Statement> all) {
    Optional<Stored> stored = pipeline.records.find(Pipeline.RECIPE, id);
    boolean isFailed = pipeline.plan.givesUp() && isFailed(newest);
    if (stored.isEmpty()) {
      if (!isFailed) {
        wrong("record %s is missing, which page %s has", id, newest.origin().page());
      }
      return;
    }
    String content = Pipeline.content(stored.get().record());
    boolean isNewest = content.equals(newest.content());
    boolean isSentAgain =
        all.stream()
            .filter(Statement::isSentAgain)
            .anyMatch(each -> each.content().equals(content) && mayReplace(each, newest));
    boolean isOther = isFailed && all.stream().anyMatch(each -> each.content().equals(content));
    if (!isNewest && !isSentAgain && !isOther) {
      wrong(
          "record %s is stale: it has %s of page %s, and page %s of run %s says %s",
          id,
          content,
          stored.get().origin().page(),
          newest.origin().page(),
          newest.origin().run(),
          newest.content());
    }
  }

  /// A row that is sent again is newer, or replaces what a run that began before its page arrived
  /// has found unchanged later (see `docs/adr/0010`).
  private static boolean mayReplace(Statement again, Statement newest) {
    return again.isNewerThan(newest) || newest.origin().run().compareTo(again.origin().page()) < 0;
  }

  /// Whether a failure has the row of a statement.
  private boolean isFailed(Statement statement) {
    return failures.getOrDefault(statement.origin().run(), List.of()).stream()
        .map(StoredFailure::failure)
        .filter(failure -> failure.origin() != null)
        .filter(failure -> failure.origin().task().equals(statement.origin().task()))
        .anyMatch(
            failure -> failure.position() == null || failure.position() == statement.position());
  }

  /// What is given up may have gone on all the same, and then stays as it is (see `docs/adr/0010`).
  private void lookAtStatuses() {
    failures.values().forEach(ofRun -> ofRun.forEach(each -> lookAtGivenUp(each.failure())));
    failures
        .values()
        .forEach(ofRun ->
            ofRun.forEach(each -> {
              if (each.status() == FailureStatus.REDRIVEN && !pipeline.plan.givesUp()) {
                wrong(
                    "failure %s is sent again by run %s for ever",
                    each.failure().id(), each.redrive());
              }
            }));
  }

  /// What has ended at a stage is not given up there from then on. It may end there later all the
  /// same, if it is delivered once more.
  private void lookAtGivenUp(Failure failure) {
    if (failure.reason() != Reason.RETRIES_EXHAUSTED) {
      return;
    }
    Batch<?> batch = batch(failure);
    boolean hadEnded =
        outcomes.stream()
            .anyMatch(outcome ->
                outcome.page().equals(batch.origin().countedAs())
                    && outcome.batch() == batch.number()
                    && outcome.stage() == failure.stage()
                    && !outcome.isGivenUp()
                    && outcome.at().plus(Mishaps.LONGEST_CALL).isBefore(failure.failedAt()));
    if (hadEnded) {
      wrong("failure %s is of a batch that had ended", failure.id());
    }
  }

  private static Batch<?> batch(Failure failure) {
    BatchCodec<?> codec = failure.stage() == Stage.WRITER ? BatchCodec.RECORDS : BatchCodec.ROWS;
    return switch (codec.decode(failure.payload().bytes())) {
      case Result.Ok<? extends Batch<?>>(Batch<?> batch) -> batch;
      case Result.Rejected<? extends Batch<?>> other -> throw new AssertionError(other);
    };
  }

  private void lookForWhatIsLeft() {
    if (pipeline.plan.givesUp()) {
      return;
    }
    failures
        .values()
        .forEach(ofRun ->
            ofRun.forEach(each -> {
              if (each.status() != FailureStatus.RESOLVED
                  && each.failure().stage() != Stage.SCRAPER) {
                wrong(
                    "failure %s is %s, though it could be made good",
                    each.failure().id(), each.status().label());
              }
            }));
  }
}
