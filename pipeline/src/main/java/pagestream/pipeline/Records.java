package pagestream.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Where records are stored, one item for each recipe and id. Throws [TransientException] when it
/// cannot be reached.
public interface Records {
  /// What became of storing a record.
  sealed interface Put {
    record Stored() implements Put {}

    /// The table has the same or a newer version; nothing was written.
    record Outdated(Version current) implements Put {}

    /// The table can never take it.
    record Rejected(Rejection why) implements Put {}
  }

  /// The versions stored under these ids of a recipe; an id that is not stored is absent. Read
  /// strongly consistently: every write that was answered before is seen.
  Map<String, Version> versions(String recipe, Collection<String> ids);

  /// Stores each record, unless its id has the same or a newer version, and answers in order. Ids
  /// must be distinct.
  List<Put> put(Origin origin, List<TypedRecord> records);
}
