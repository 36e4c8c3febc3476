package pagestream.pipeline;

import java.time.Instant;

/// How a run began.
///
/// @param run the run's id, a ULID
/// @param recipeVersion the recipe's content hash
/// @param url where its pages begin
public record RunHead(
    String run, String source, String recipe, String recipeVersion, String url, Instant startedAt) {

  /// From then on nothing of the run can be on its way any more.
  public Instant underWayUntil() {
    return startedAt.plus(Run.LONGEST_WAY);
  }
}
