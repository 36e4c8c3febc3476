package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.encoding.Sha256;

/// A row, record, batch, page or stream record that could not go on. Its id is derived from what
/// failed, so that the same failure delivered again is the same item.
///
/// @param message what was expected and what was found
/// @param origin absent where not even that could be read
/// @param position of the row on its page; absent where more than a row failed
/// @param rows of its run that it stands for: a run's failures stand for as many as the run counts
///   as failed; none where a page, or a stream record that does not say whose it is, cannot be read
public record Failure(
    String id,
    Stage stage,
    Reason reason,
    String message,
    @Nullable Origin origin,
    @Nullable Integer position,
    int rows,
    Payload payload,
    Instant failedAt) {
  private static final int MESSAGE_ID_BYTES = 16;

  /// One row or record.
  public static Failure of(
      Stage stage, Origin origin, int position, Rejection why, Payload payload, Instant failedAt) {
    String id = under(origin) + "-" + stage.label() + "-" + position;
    return new Failure(
        id, stage, why.reason(), why.message(), origin, position, 1, payload, failedAt);
  }

  /// Every row or record of a batch, in one.
  public static <E extends Entry> Failure ofBatch(
      Stage stage, Batch<E> batch, BatchCodec<E> codec, Rejection why, Instant failedAt) {
    return new Failure(
        under(batch.origin()) + "-" + stage.label() + "-batch-" + batch.number(),
        stage,
        why.reason(),
        why.message(),
        batch.origin(),
        null,
        batch.entries().size(),
        Payload.json(codec.json(batch)),
        failedAt);
  }

  /// A whole page of which nobody knows its rows.
  public static Failure ofPage(Origin origin, Rejection why, Payload payload) {
    return ofPage(origin, 0, why, payload);
  }

  /// A whole page.
  ///
  /// @param rows that were to be completed by it
  public static Failure ofPage(Origin origin, int rows, Rejection why, Payload payload) {
    return new Failure(
        under(origin) + "-page",
        Stage.SCRAPER,
        why.reason(),
        why.message(),
        origin,
        null,
        rows,
        payload,
        origin.scrapedAt());
  }

  /// A stream record that cannot be read; a shard and its sequence number name it.
  ///
  /// @param batch whose rows it stands for, where it still says so
  public static Failure ofStreamRecord(
      Stage stage,
      StreamRecord streamRecord,
      Optional<? extends Batch<?>> batch,
      Rejection why,
      Instant failedAt) {
    return new Failure(
        stage.label() + "-" + streamRecord.shard() + "-" + streamRecord.sequenceNumber(),
        stage,
        why.reason(),
        why.message(),
        batch.map(Batch::origin).orElse(null),
        null,
        batch.map(Batch::rows).orElse(0),
        Payload.bytes(streamRecord.data()),
        failedAt);
  }

  /// A message of the queue that is no task.
  public static Failure ofMessage(String text, Rejection why, Instant failedAt) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Failure(
        Stage.SCRAPER.label() + "-message-" + Sha256.hex(bytes, MESSAGE_ID_BYTES),
        Stage.SCRAPER,
        why.reason(),
        why.message(),
        null,
        null,
        0,
        Payload.received(Payload.TEXT, bytes),
        failedAt);
  }

  /// What ids of a task's failures begin with. The version before knew no tasks.
  private static String under(Origin origin) {
    return origin.task().isEmpty() ? origin.run() : origin.run() + "-" + origin.task();
  }
}
