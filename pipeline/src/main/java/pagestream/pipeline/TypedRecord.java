package pagestream.pipeline;

import java.util.Map;

/// A row after the processor. Values are `String`, `Boolean`, `BigDecimal` or `List<String>`; a
/// missing value is an absent field.
///
/// @param id the stable key of what the row describes
/// @param hash of the fields' content: equal hashes mean nothing changed
public record TypedRecord(int position, String id, String hash, Map<String, Object> fields)
    implements Entry {}
