package pagestream.scraper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Entry;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.RowFailures;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TypedRecord;

/// How what failed is sent through the stage at which it failed again.
sealed interface Again {
  /// Rows, for the processor.
  record Rows(Batch<Row> batch) implements Again {}

  /// Records, for the writer.
  record Records(Batch<TypedRecord> batch) implements Again {}

  /// A task, for the scraper.
  record Whole(Task task) implements Again {}

  /// A row as it stands on its page, for the recipe that is deployed today.
  record OnPage(Origin page, int position) implements Again {}

  /// The same for several rows, which failed as one.
  record SeveralOnPage(Origin page, List<RowFailures.Kept> rows) implements Again {}

  /// It cannot be.
  record Never(Rejection why) implements Again {}

  static Again of(Failure failure) {
    return failure.task() != null ? new Whole(failure.task()) : ofPayload(failure);
  }

  private static Again ofPayload(Failure failure) {
    return switch (failure.stage()) {
      case SCRAPER -> ofScraper(failure);
      case PROCESSOR -> of(failure, BatchCodec.ROWS, Rows::new);
      case WRITER -> of(failure, BatchCodec.RECORDS, Records::new);
    };
  }

  private static Again ofScraper(Failure failure) {
    if (failure.origin() == null) {
      return ofMessage(new String(failure.payload().bytes(), StandardCharsets.UTF_8));
    }
    if (failure.position() != null && failure.payload().isMarkup()) {
      return new OnPage(failure.origin(), failure.position());
    }
    List<RowFailures.Kept> several = RowFailures.rows(failure.payload());
    return several.isEmpty()
        ? of(failure, BatchCodec.ROWS, Rows::new)
        : new SeveralOnPage(failure.origin(), several);
  }

  private static Again ofMessage(String text) {
    return switch (TaskCodec.decode(text)) {
      case Result.Ok<TaskMessage>(TaskMessage message) -> new Whole(message.task());
      case Result.Rejected<TaskMessage>(Rejection why) -> new Never(why);
    };
  }

  private static <E extends Entry> Again of(
      Failure failure, BatchCodec<E> codec, Function<Batch<E>, Again> form) {
    return switch (codec.decode(failure.payload().bytes())) {
      case Result.Ok<Batch<E>>(Batch<E> batch) -> form.apply(batch);
      case Result.Rejected<Batch<E>>(Rejection why) -> new Never(why);
    };
  }

  /// The recipe by which it is read; empty where it cannot be sent again and does not say.
  static Optional<String> recipe(Failure failure) {
    if (failure.origin() != null) {
      return Optional.of(failure.origin().recipe());
    }
    return switch (of(failure)) {
      case Rows(Batch<Row> batch) -> Optional.of(batch.origin().recipe());
      case Records(Batch<TypedRecord> batch) -> Optional.of(batch.origin().recipe());
      case Whole(Task task) -> Optional.of(task.recipe());
      case OnPage onPage -> Optional.empty();
      case SeveralOnPage onPage -> Optional.empty();
      case Never never -> Optional.empty();
    };
  }
}
