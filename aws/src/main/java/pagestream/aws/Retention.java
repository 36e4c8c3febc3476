package pagestream.aws;

import java.time.Duration;

/// How long failures, runs, hosts and what is known of pages are kept, until DynamoDB deletes them
/// by TTL. Records do not expire.
final class Retention {
  /// Counted from when a failure happened.
  static final Duration FAILURES = Duration.ofDays(90);

  /// TTL deletes some days late and in any order: a payload's parts outlive what names them.
  static final Duration PAYLOAD_PARTS = FAILURES.plusDays(7);

  /// Counted from when a part was written, so that a run's head outlives none of its parts by much.
  /// Longer than anything of a run can be on its way, so that no run that may still write has lost
  /// its head.
  static final Duration RUNS = Duration.ofDays(400);

  /// Counted from a time of a schedule; EventBridge Scheduler and Lambda deliver its event again
  /// within an hour.
  static final Duration SCHEDULED = Duration.ofDays(3);

  /// Counted from the last moment that was reserved for a host.
  static final Duration HOSTS = Duration.ofDays(30);

  /// Counted from when a page's rows were published; after that they are published again, whether
  /// or not the page has changed.
  static final Duration PAGES = Duration.ofDays(30);

  private Retention() {}
}
