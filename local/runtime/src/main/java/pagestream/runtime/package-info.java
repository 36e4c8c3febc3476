/// Lambda's runtime as the local host starts it: the real runtime interface client on a smaller
/// HTTP client. Start reading at [pagestream.runtime.LocalRuntime].
@NullMarked
package pagestream.runtime;

import org.jspecify.annotations.NullMarked;
