package pagestream.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row, record, page or stream record that could not go on. Its id is derived from what failed,
/// so that the same failure delivered again is the same item.
///
/// @param message what was expected and what was found
/// @param origin absent where not even that could be read
/// @param position of the row on its page; absent where the whole page or stream record failed
public record Failure(
    String id,
    Stage stage,
    Reason reason,
    String message,
    @Nullable Origin origin,
    @Nullable Integer position,
    Payload payload,
    Instant failedAt) {

  /// One row or record.
  public static Failure of(
      Stage stage, Origin origin, int position, Rejection why, Payload payload, Instant failedAt) {
    String id = origin.run() + "-" + stage.label() + "-" + position;
    return new Failure(id, stage, why.reason(), why.message(), origin, position, payload, failedAt);
  }

  /// A whole page, so that its run found nothing.
  public static Failure ofPage(Origin origin, Rejection why, Payload payload) {
    return new Failure(
        origin.run() + "-page",
        Stage.SCRAPER,
        why.reason(),
        why.message(),
        origin,
        null,
        payload,
        origin.scrapedAt());
  }

  /// A stream record that is no batch; a shard and its sequence number name it.
  public static Failure ofStreamRecord(
      Stage stage, StreamRecord streamRecord, Rejection why, Instant failedAt) {
    return new Failure(
        stage.label() + "-" + streamRecord.shard() + "-" + streamRecord.sequenceNumber(),
        stage,
        why.reason(),
        why.message(),
        null,
        null,
        Payload.bytes(streamRecord.data()),
        failedAt);
  }
}
