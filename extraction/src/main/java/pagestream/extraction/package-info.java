/// Extraction: from the bytes of an answer to rows and links, by recipe. Start reading at
/// [pagestream.extraction.Extractor]; each format of pages has one, and knows its library alone.
@NullMarked
package pagestream.extraction;

import org.jspecify.annotations.NullMarked;
