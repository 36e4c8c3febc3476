package pagestream.emulator.mapping;

import java.time.InstantSource;
import java.util.function.Consumer;
import pagestream.emulator.lambda.Invoker;

/// What an event source mapping of a stream works with.
///
/// @param log is told a line of each fault, from several threads at once
record StreamMappingParts(
    StreamMappingSettings settings,
    MappingArns arns,
    StreamReader stream,
    Invoker invoker,
    OnFailure onFailure,
    Checkpoints checkpoints,
    Pacing pacing,
    Consumer<String> log,
    InstantSource clock) {}
