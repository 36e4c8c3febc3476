package pagestream.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a run when its page has been read: written before its rows are published.
///
/// @param startedAt when the fetch began
/// @param fetchMillis how long fetching took, in milliseconds
/// @param found rows on the page
/// @param error id of the failure that ended the run, where the whole page failed
public record RunHead(
    Origin origin, Instant startedAt, long fetchMillis, int found, @Nullable String error) {}
