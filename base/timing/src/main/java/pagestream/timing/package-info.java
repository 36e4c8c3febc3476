/// Deadlines, and the pauses between two tries. Start reading at [pagestream.timing.Deadline].
@NullMarked
package pagestream.timing;

import org.jspecify.annotations.NullMarked;
