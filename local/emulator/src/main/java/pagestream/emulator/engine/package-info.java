/// The engines behind the pipeline on one machine: DynamoDB Local
/// ([pagestream.emulator.engine.DynamoEngine]) and ElasticMQ
/// ([pagestream.emulator.engine.QueueEngine]) inside the host, and kinesis-mock as its child
/// process ([pagestream.emulator.engine.KinesisEngine]).
@NullMarked
package pagestream.emulator.engine;

import org.jspecify.annotations.NullMarked;
