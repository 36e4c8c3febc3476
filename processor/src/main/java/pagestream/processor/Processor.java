package pagestream.processor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagestream.aws.CallTime;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Log;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.timing.Deadline;
import pagestream.yaml.YamlException;

/// What is done with one batch of rows: keep those that can never be records, publish the rest, and
/// write down the outcome last, so that a batch that breaks off before is redelivered whole. What
/// fails is kept first: once the writer has ended the batch, nobody asks for its failures again.
final class Processor implements StreamConsumer.BatchHandler<Row> {
  /// For the regular expressions of a recipe, on rows that take them as far as they may go.
  private static final Duration MATCHING = Duration.ofSeconds(8);

  /// Failures are kept, records are published, failures that were sent again are resolved, and the
  /// outcome is written.
  static final Duration LONGEST = CallTime.LONGEST.multipliedBy(4).plus(MATCHING);

  private final Recipes recipes;
  private final Publisher<TypedRecord> publisher;
  private final Runs runs;
  private final Failures failures;
  private final StoredFailures stored;
  private final InstantSource clock;
  private final Log log;

  Processor(
      Recipes recipes,
      Publisher<TypedRecord> publisher,
      Runs runs,
      Failures failures,
      StoredFailures stored,
      InstantSource clock,
      Log log) {
    this.recipes = recipes;
    this.publisher = publisher;
    this.runs = runs;
    this.failures = failures;
    this.stored = stored;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void handle(Batch<Row> batch, Deadline deadline) {
    Optional<Recipe> recipe = recipe(batch);
    List<TypedRecord> records = new ArrayList<>();
    List<Failure> failed = new ArrayList<>();
    for (Row row : batch.entries()) {
      switch (make(recipe, batch, row)) {
        case Result.Ok<TypedRecord>(TypedRecord record) -> records.add(record);
        case Result.Rejected<TypedRecord>(Rejection why) -> failed.add(failure(batch, row, why));
      }
    }
    failures.keep(failed);
    publish(batch.with(records), deadline.less(CallTime.LONGEST.multipliedBy(2)));
    stored.resolve(batch.redrivenFailures(Stage.PROCESSOR, records), batch.origin().run());
    runs.add(Outcome.handedOn(batch, Stage.PROCESSOR, failed.size(), clock.instant()));
    about(batch)
        .debug("%s: %d records, %d failed".formatted(batch.label(), records.size(), failed.size()));
  }

  private Log about(Batch<Row> batch) {
    return log.about(batch.about());
  }

  @Override
  public Duration longest() {
    return LONGEST;
  }

  /// A recipe with mistakes is none: its rows fail, and can be redriven once it is mended. One that
  /// is missing may be about to be deployed: whoever published the batch knew it.
  private Optional<Recipe> recipe(Batch<Row> batch) {
    String name = batch.origin().recipe();
    try {
      return Optional.of(
          recipes
              .find(name)
              .orElseThrow(() ->
                  new TransientException(
                      "%s: expected the recipe \"%s\" to be deployed, found none"
                          .formatted(batch.label(), name))));
    } catch (YamlException e) {
      about(batch).fault(batch.label() + " cannot be processed", e);
      return Optional.empty();
    }
  }

  /// A fault nobody foresaw costs its row: it would be the same each time the batch was
  /// redelivered.
  private Result<TypedRecord> make(Optional<Recipe> recipe, Batch<Row> batch, Row row) {
    if (recipe.isEmpty()) {
      return Result.rejected(
          Reason.RECIPE_UNKNOWN,
          "expected the recipe \"%s\" to be deployed without mistakes, found some in it"
              .formatted(batch.origin().recipe()));
    }
    try {
      return new RecordMaker(recipe.get()).make(row);
    } catch (RuntimeException | StackOverflowError e) { // as of a regular expression on a long text
      about(batch)
          .fault(
              "%s position %d could not be processed".formatted(batch.label(), row.position()), e);
      return Result.rejected(Reason.UNEXPECTED, "the row could not be processed");
    }
  }

  private Failure failure(Batch<Row> batch, Row row, Rejection why) {
    about(batch)
        .debug(
            "%s position %d: %s: %s"
                .formatted(batch.label(), row.position(), why.reason(), why.message()));
    return Failure.of(
        Stage.PROCESSOR,
        batch.origin(),
        row.position(),
        why,
        Payload.json(BatchCodec.ROWS.json(batch.with(List.of(row)))),
        clock.instant());
  }

  /// @param deadline leaves time for what comes after
  private void publish(Batch<TypedRecord> records, Deadline deadline) {
    if (!records.entries().isEmpty() && !publisher.publish(List.of(records), deadline).isEmpty()) {
      throw new TransientException("the stream did not take the batch in time");
    }
  }
}
