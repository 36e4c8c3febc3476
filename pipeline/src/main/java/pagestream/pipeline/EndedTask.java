package pagestream.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a task, written last of all that the scraper does for it. It names the page that
/// counts, and the tasks that the page led to: rows of a page, and tasks, that no ended task names
/// count for nothing.
///
/// @param origin of the page's rows
/// @param found rows on the page
/// @param unchanged rows that were not published, because the page is as it was when they were
///   stored
/// @param failed rows that could not be taken off the page, and so are in no batch
/// @param batches how many the other rows were packed into
/// @param fetchMillis how long fetching took, in milliseconds
/// @param error id of the failure that ended the task, where the whole page failed
public record EndedTask(
    Origin origin,
    int found,
    int unchanged,
    int failed,
    int batches,
    long fetchMillis,
    @Nullable String error,
    Leads leads,
    Instant at) {

  /// One whose page was not known before.
  public EndedTask(
      Origin origin,
      int found,
      int failed,
      int batches,
      long fetchMillis,
      @Nullable String error,
      Leads leads,
      Instant at) {
    this(origin, found, 0, failed, batches, fetchMillis, error, leads, at);
  }

  /// One that led nowhere.
  public EndedTask(
      Origin origin, int found, int failed, int batches, long fetchMillis, Instant at) {
    this(origin, found, failed, batches, fetchMillis, null, Leads.NONE, at);
  }

  /// One whose page failed, and with it the rows that stand for it: the one that the task carried.
  public static EndedTask failed(
      Origin origin, int rows, long fetchMillis, String error, Instant at) {
    return new EndedTask(origin, rows, rows, 0, fetchMillis, error, Leads.NONE, at);
  }
}
