/// The pipeline's ports in memory: they keep the same contracts as the forms on AWS, held by the
/// same tests, and can be made to fail in the ways those fail. Start reading at
/// [pagestream.memory.Faults].
@NullMarked
package pagestream.memory;

import org.jspecify.annotations.NullMarked;
