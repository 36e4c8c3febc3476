/// The processor: turns rows into typed, checked records with a stable key and a content hash.
/// Start reading at [pagestream.processor.Processor]; [pagestream.processor.ProcessorHandler] is
/// what Lambda calls.
@NullMarked
package pagestream.processor;

import org.jspecify.annotations.NullMarked;
