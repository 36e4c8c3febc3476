package pagestream.pipeline;

import java.time.Instant;
import java.util.List;

/// What a stage made of one batch. Written once under the batch's own key; a run's counts are the
/// sum of its outcomes.
///
/// @param stage that ended the way of these rows; what it handed on is not counted here
/// @param untouched keys of the records that were found unchanged, and so were not written
public record Outcome(
    Origin origin,
    Stage stage,
    int batch,
    int stored,
    int unchanged,
    int stale,
    int failed,
    List<String> untouched,
    Instant at) {

  /// Of a stage that stores nothing: what it did not fail it handed on.
  public static Outcome ofFailed(Origin origin, Stage stage, int batch, int failed, Instant at) {
    return new Outcome(origin, stage, batch, 0, 0, 0, failed, List.of(), at);
  }
}
