/// Errors of an HTTP API, in the one form that every part of it answers with. Start reading at
/// [pagestream.problem.Problem].
@NullMarked
package pagestream.problem;

import org.jspecify.annotations.NullMarked;
