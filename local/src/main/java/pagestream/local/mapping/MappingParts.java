package pagestream.local.mapping;

import java.time.InstantSource;
import pagestream.local.function.Invoker;

/// What an event source mapping works with.
record MappingParts(
    MappingSettings settings,
    StreamReader stream,
    Invoker invoker,
    OnFailure onFailure,
    Checkpoints checkpoints,
    Pacing pacing,
    InstantSource clock) {}
