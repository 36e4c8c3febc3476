package pagestream.writer;

import pagestream.pipeline.Rejection;

/// What became of one record.
sealed interface Upserted {
  /// The table has its content now by this page.
  record Stored() implements Upserted {}

  /// The table had its content already.
  record Unchanged() implements Upserted {}

  /// The table has something newer under its key; nothing was written.
  record Stale() implements Upserted {}

  /// The table can never take it.
  record Rejected(Rejection why) implements Upserted {}
}
