package pagestream.deadletters;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import pagestream.aws.InvocationRecords;
import pagestream.aws.ObjectCreated;
import pagestream.pipeline.ExhaustedTasks;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Log;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TransientException;

/// Ends the tasks that the queue gave up on. Reads the invocation records that the mappings of
/// streams left in their on-failure bucket, and has each batch kept by the stage that reads its
/// stream.
final class DeadLetters {
  private final Function<ObjectCreated, byte[]> bucket;
  private final Map<String, FailedBatches<?>> byStream;
  private final ExhaustedTasks tasks;
  private final Log log;

  /// @param bucket reads an object
  /// @param byStream who keeps a stream's batches, by the stream's name
  DeadLetters(
      Function<ObjectCreated, byte[]> bucket,
      Map<String, FailedBatches<?>> byStream,
      ExhaustedTasks tasks,
      Log log) {
    this.bucket = bucket;
    this.byStream = Map.copyOf(byStream);
    this.tasks = tasks;
    this.log = log;
  }

  /// Keeps a task, or all that a notification of the bucket names. An exception means that it must
  /// be redelivered: what is kept twice is kept once. A task of a later version waits for a
  /// function of that version.
  void keep(String message) throws IOException {
    switch (TaskCodec.decode(message)) {
      case Result.Ok<TaskMessage>(TaskMessage task) -> {
        tasks.end(task);
        log.about(task.task().about())
            .warn("task %s was given up: %s".formatted(task.task().id(), task.task().url()));
      }
      case Result.Rejected<TaskMessage>(Rejection why) when why.reason() == Reason.TASK_VERSION ->
          throw new TransientException(why.message());
      case Result.Rejected<TaskMessage> other -> {
        for (ObjectCreated object : ObjectCreated.in(message)) {
          keep(object);
        }
      }
    }
  }

  private void keep(ObjectCreated object) throws IOException {
    InvocationRecords.Discarded discarded = InvocationRecords.discarded(bucket.apply(object));
    FailedBatches<?> batches = byStream.get(discarded.stream());
    if (batches == null) {
      throw new IOException(
          "%s: expected a batch of one of the streams %s, found one of \"%s\""
              .formatted(object.key(), byStream.keySet(), discarded.stream()));
    }
    batches.discarded(discarded.records());
    log.warn(
        "kept %d stream records of %s, which failed as often as they were tried: %s"
            .formatted(discarded.records().size(), discarded.stream(), object.key()));
  }
}
