package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
/// @param task to do again in order to make it good; absent where its payload is sent again
public record Failure(
    String id,
    Stage stage,
    Reason reason,
    String message,
    @Nullable Origin origin,
    @Nullable Integer position,
    int rows,
    Payload payload,
    Instant failedAt,
    @Nullable Task task) {
  private static final int MESSAGE_ID_BYTES = 16;

  /// One row or record.
  public static Failure of(
      Stage stage, Origin origin, int position, Rejection why, Payload payload, Instant failedAt) {
    return new Failure(
        idOf(origin, stage, position),
        stage,
        why.reason(),
        why.message(),
        origin,
        position,
        1,
        payload,
        failedAt,
        null);
  }

  /// A row that cannot be completed, because the page with more of it is not fetched.
  ///
  /// @param task that would fetch it
  public static Failure notFollowed(
      Origin origin, CarriedRow row, Task task, NotFollowed why, Instant failedAt) {
    Rejection rejection = why.rejection(task.url());
    return new Failure(
        task.redrives().orElse(idOf(origin, Stage.SCRAPER, row.row().position())),
        Stage.SCRAPER,
        rejection.reason(),
        rejection.message(),
        origin,
        row.row().position(),
        1,
        row.payload(),
        failedAt,
        task);
  }

  /// What is kept of a task that is not worked on: its row, and the failures that it was to make
  /// good.
  public static List<Failure> left(Origin origin, Task task, NotFollowed why, Instant failedAt) {
    return task.carried()
        .map(row -> List.of(notFollowed(origin, row, task, why, failedAt)))
        .orElseGet(() -> again(origin, task, why.rejection(task.url())));
  }

  /// Those that a task was to make good, and that have failed again with it.
  public static List<Failure> again(Origin origin, Task task, Rejection why) {
    List<String> ofPart =
        task.work() instanceof Work.Redrive redrive ? redrive.failures() : List.of();
    List<String> ids = task.redrives().map(List::of).orElse(ofPart);
    return ids.stream()
        .map(id -> ofPage(origin, task.again(task.run(), id), why, Payload.NOTHING))
        .toList();
  }

  /// The id of the failure of a row, if it fails at that stage.
  public static String idOf(Origin origin, Stage stage, int position) {
    return under(origin) + endOfId(stage, position);
  }

  /// What the id of a row's failure ends with.
  public static String endOfId(Stage stage, int position) {
    return "-" + stage.label() + "-" + position;
  }

  /// Several rows of a page that failed for the same reason, in one.
  ///
  /// @param rows a failure for each of them
  static Failure ofRows(List<Failure> rows, Payload payload) {
    Failure first = rows.getFirst();
    Origin origin = Objects.requireNonNull(first.origin());
    return new Failure(
        under(origin) + "-" + first.stage().label() + "-rows-" + first.position(),
        first.stage(),
        first.reason(),
        "%d rows, the first one at position %d: %s"
            .formatted(rows.size(), first.position(), first.message()),
        origin,
        null,
        rows.stream().mapToInt(Failure::rows).sum(),
        payload,
        first.failedAt(),
        null);
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
        failedAt,
        null);
  }

  /// A whole page, and with it the row that it was to complete.
  public static Failure ofPage(Origin origin, Task task, Rejection why, Payload payload) {
    return new Failure(
        task.redrives().orElse(under(origin) + "-page"),
        Stage.SCRAPER,
        why.reason(),
        why.message(),
        origin,
        null,
        task.carried().isPresent() ? 1 : 0,
        payload,
        origin.scrapedAt(),
        task);
  }

  /// A stream record that cannot be read; a shard and its sequence number name it.
  ///
  /// @param batch whose rows it stands for, where it still says so
  public static Failure ofStreamRecord(
      Stage stage,
      StreamRecord streamRecord,
      Optional<BatchEnvelope> batch,
      Rejection why,
      Instant failedAt) {
    return new Failure(
        stage.label() + "-" + streamRecord.shard() + "-" + streamRecord.sequenceNumber(),
        stage,
        why.reason(),
        why.message(),
        batch.map(BatchEnvelope::origin).orElse(null),
        null,
        batch.map(BatchEnvelope::left).orElse(0),
        Payload.bytes(streamRecord.data()),
        failedAt,
        null);
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
        failedAt,
        null);
  }

  /// Whether what failed had failed before, and was sent again.
  public boolean isAgain() {
    return (origin != null && again(origin).isPresent())
        || (task != null && task.redrives().isPresent());
  }

  /// What ids of a task's failures begin with. The version before knew no tasks. A task that
  /// redrives failures has rows of many pages.
  private static String under(Origin origin) {
    return again(origin)
        .orElseGet(() ->
            Stream.of(
                    origin.run(), origin.task(), origin.redriven().isPresent() ? origin.page() : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-")));
  }

  private static Optional<String> again(Origin origin) {
    return origin.redriven().map(Origin.Redriven::failures).filter(ids -> !ids.isEmpty());
  }
}
