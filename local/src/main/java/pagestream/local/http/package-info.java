/// What the API gateway and the demo site share: an HTTP server on the loopback address.
@NullMarked
package pagestream.local.http;

import org.jspecify.annotations.NullMarked;
