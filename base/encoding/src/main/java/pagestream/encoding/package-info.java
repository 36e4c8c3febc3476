/// The forms in which data travels and is kept: JSON, gzip, and the hash that names it. Start
/// reading at [pagestream.encoding.Json].
@NullMarked
package pagestream.encoding;

import org.jspecify.annotations.NullMarked;
