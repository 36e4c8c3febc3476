package pagestream.emulator.mapping;

import java.time.InstantSource;
import pagestream.emulator.lambda.Invoker;

/// What an event source mapping works with.
record MappingParts(
    MappingSettings settings,
    MappingArns arns,
    StreamReader stream,
    Invoker invoker,
    OnFailure onFailure,
    Checkpoints checkpoints,
    Pacing pacing,
    InstantSource clock) {}
