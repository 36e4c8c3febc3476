package pagestream.emulator.mapping;

import java.time.InstantSource;
import java.util.function.Consumer;
import pagestream.emulator.lambda.Invoker;

/// What an event source mapping of a queue works with.
///
/// @param atOnce how many batches the function may have at once
/// @param log is told a line of each fault, from several threads at once
record QueueMappingParts(
    QueueMappingSettings settings,
    MappingArns arns,
    QueueReader queue,
    Invoker invoker,
    int atOnce,
    Pacing pacing,
    Consumer<String> log,
    InstantSource clock) {}
