package pagestream.pipeline;

import java.time.Instant;

/// A task that was found for a run, written before it is worked on.
///
/// @param endsBy when whoever works on it must have ended: a task that has no end by then was
///   broken off, and nothing more will come of it
public record FoundTask(Task task, Instant foundAt, Instant endsBy) {}
