package pagestream.architecture.broken.pipeline;

import software.amazon.awssdk.regions.Region;

/// A word of the pipeline that knows AWS.
public record Batch(Region region) {}
