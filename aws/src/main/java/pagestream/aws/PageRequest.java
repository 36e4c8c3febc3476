package pagestream.aws;

import java.util.Optional;

/// Which page of a query's results to answer.
///
/// @param cursor as a page before gave it
public record PageRequest(int limit, boolean ascending, Optional<String> cursor) {}
