/// Lambda's event source mappings for Kinesis and SQS on one machine: they read a stream or a queue
/// and invoke a function by AWS's rules. Start reading at
/// [pagestream.emulator.mapping.StreamMapping] and [pagestream.emulator.mapping.QueueMapping].
@NullMarked
package pagestream.emulator.mapping;

import org.jspecify.annotations.NullMarked;
