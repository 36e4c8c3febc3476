package pagestream.pipeline;

/// A task that a run knows of.
///
/// @param url the address to begin at
public record FoundTask(String id, String url) {}
