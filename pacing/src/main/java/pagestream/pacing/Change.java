package pagestream.pacing;

/// A new state of a host, and what came of making it.
public record Change<T>(HostState state, T result) {}
