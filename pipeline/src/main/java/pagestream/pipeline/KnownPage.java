package pagestream.pipeline;

import java.util.Optional;

/// What a page was when it was last read, so that it need not be read again while it stays so.
///
/// @param readBy names all that decides what is taken off it beside its bytes: the recipe, and the
///   row that it completes
/// @param etag the answer's ETag
/// @param lastModified the answer's Last-Modified
/// @param hash of its bytes
/// @param run that its rows were published by
/// @param page the id of the page that they were published as
/// @param rows how many that were
/// @param batches how many they were packed into
/// @param isLeaf whether it led to no other page
public record KnownPage(
    String readBy,
    Optional<String> etag,
    Optional<String> lastModified,
    String hash,
    String run,
    String page,
    int rows,
    int batches,
    boolean isLeaf) {}
