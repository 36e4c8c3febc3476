/// Lambda's event source mapping for Kinesis on one machine: polls a stream and invokes a function
/// by AWS's rules. Start reading at [pagestream.local.mapping.EventSourceMapping].
@NullMarked
package pagestream.local.mapping;

import org.jspecify.annotations.NullMarked;
