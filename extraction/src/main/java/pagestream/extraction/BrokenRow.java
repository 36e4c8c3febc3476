package pagestream.extraction;

import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;

/// A row that lacks what the recipe requires, or cannot go on for another reason.
///
/// @param payload the row as it stands on the page
public record BrokenRow(int position, Rejection why, Payload payload) {}
