package pagestream.aws;

import java.util.Optional;

/// Which slice of a query's results to answer.
///
/// @param cursor as the slice before gave it
public record SliceRequest(int limit, boolean ascending, Optional<String> cursor) {}
