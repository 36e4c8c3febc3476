/// The engines behind the pipeline on one machine: DynamoDB Local inside the host
/// ([pagestream.local.engine.DynamoEngine]) and kinesis-mock as its child process
/// ([pagestream.local.engine.KinesisEngine]).
@NullMarked
package pagestream.local.engine;

import org.jspecify.annotations.NullMarked;
