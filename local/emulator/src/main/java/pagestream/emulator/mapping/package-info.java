/// Lambda's event source mapping for Kinesis on one machine: polls a stream and invokes a function
/// by AWS's rules. Start reading at [pagestream.emulator.mapping.StreamMapping].
@NullMarked
package pagestream.emulator.mapping;

import org.jspecify.annotations.NullMarked;
