package pagestream.writer;

import pagestream.pipeline.Rejection;

/// What became of one record.
sealed interface Verdict {

  /// The table has it now, by this run.
  record Stored() implements Verdict {}

  /// The table had it already; nothing was written.
  record Unchanged() implements Verdict {}

  /// The table has something newer under its key; nothing was written.
  record Stale() implements Verdict {}

  /// The table can never take it.
  record Failed(Rejection why) implements Verdict {}
}
