package pagestream.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where records are stored, one item a key. Throws [PassingFaultException] when it cannot be
/// reached.
public interface Records {

  /// What became of storing a record.
  sealed interface Put {
    record Stored() implements Put {}

    /// The table has the same or a newer version; nothing was written.
    record Outdated(Version current) implements Put {}

    /// The table can never take it.
    record Refused(String message) implements Put {}
  }

  /// The versions stored under these keys; a key that is not stored is absent.
  Map<String, Version> versions(Collection<String> ids);

  /// Those of these keys that a newer run than this found unchanged, and so did not write.
  Set<String> untouchedSince(Origin origin, Collection<String> ids);

  /// Stores each record, unless its key has the same or a newer version, and answers in order. Keys
  /// must be distinct.
  List<Put> put(Origin origin, List<TypedRecord> records);
}
