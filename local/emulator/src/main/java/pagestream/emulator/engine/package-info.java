/// The engines behind the pipeline on one machine: DynamoDB Local inside the host
/// ([pagestream.emulator.engine.DynamoEngine]) and kinesis-mock as its child process
/// ([pagestream.emulator.engine.KinesisEngine]).
@NullMarked
package pagestream.emulator.engine;

import org.jspecify.annotations.NullMarked;
