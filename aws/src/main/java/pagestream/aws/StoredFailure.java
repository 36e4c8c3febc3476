package pagestream.aws;

import pagestream.pipeline.Failure;

/// A failure as the table has it.
///
/// @param failure its payload is empty in a list
/// @param status `open`, until it is sent again
public record StoredFailure(Failure failure, String status) {}
