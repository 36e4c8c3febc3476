package pagestream.pipeline;

import java.time.Instant;

/// What became of one batch of a page, as a stage says it: written once under the batch's own key,
/// last of all that the stage does with it. A later stage's outcome stands before an earlier one's,
/// so each counts all rows that the batch was packed with.
///
/// @param stage that says so
/// @param rows the batch was packed with; those counted nowhere here were handed on
/// @param failed rows that failed, at this stage or at one before
/// @param isGivenUp whether the batch was given up and may yet be on its way: a request that was
///   answered too late may have been carried out
public record Outcome(
    String run,
    String page,
    int batch,
    Stage stage,
    int rows,
    int stored,
    int unchanged,
    int stale,
    int failed,
    boolean isGivenUp,
    Instant at) {

  /// Of a stage that stores nothing: what it did not fail it handed on.
  public static Outcome handedOn(Batch<?> batch, Stage stage, int failed, Instant at) {
    return of(batch, stage, 0, 0, 0, failed, false, at);
  }

  /// Of a stage that gave the whole batch up.
  public static Outcome givenUp(Batch<?> batch, Stage stage, Instant at) {
    return of(batch, stage, 0, 0, 0, batch.rows(), true, at);
  }

  /// Of a stage that stores: what an earlier stage failed is no longer among the batch's entries,
  /// and counts as failed.
  public static Outcome stored(
      Batch<?> batch, Stage stage, int stored, int unchanged, int stale, Instant at) {
    int failed = batch.rows() - stored - unchanged - stale;
    return of(batch, stage, stored, unchanged, stale, failed, false, at);
  }

  private static Outcome of(
      Batch<?> batch,
      Stage stage,
      int stored,
      int unchanged,
      int stale,
      int failed,
      boolean isGivenUp,
      Instant at) {
    return new Outcome(
        batch.origin().run(),
        batch.origin().countedAs(),
        batch.number(),
        stage,
        batch.rows(),
        stored,
        unchanged,
        stale,
        failed,
        isGivenUp,
        at);
  }

  /// Whether every row of the batch is in the table, as it was published or as it was before.
  public boolean isInTable() {
    return stored + unchanged == rows;
  }

  /// Whether every row of the batch is accounted for.
  public boolean isWhole() {
    return stored + unchanged + stale + failed == rows;
  }
}
