/// An HTTP server on the loopback address, and requests and answers that know nothing of it. Start
/// reading at [pagestream.http.LoopbackServer].
@NullMarked
package pagestream.http;

import org.jspecify.annotations.NullMarked;
