/// The forms in which data travels and is kept: JSON and gzip. Start reading at
/// [pagestream.encoding.Json].
@NullMarked
package pagestream.encoding;

import org.jspecify.annotations.NullMarked;
