package pagestream.architecture.broken.local;

/// A host that somebody depends on.
public record Host(String name) {}
