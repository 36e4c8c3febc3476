/// The words of the pipeline (run, row, record, batch, failure, outcome) and the rules every stage
/// keeps: how batches are packed and published, how a stream is consumed, how settings are read.
/// Start reading at [pagestream.pipeline.Batch], then [pagestream.pipeline.StreamConsumer].
@NullMarked
package pagestream.pipeline;

import org.jspecify.annotations.NullMarked;
