/// The writer: stores records, idempotently and never an older one over a newer one. Start reading
/// at [pagestream.writer.Writer]; [pagestream.writer.WriterHandler] is what Lambda calls.
@NullMarked
package pagestream.writer;

import org.jspecify.annotations.NullMarked;
