/// From an address to what was answered: HTTP, its redirects and limits, and which addresses may be
/// reached. What an answer means is judged elsewhere. Start reading at
/// [pagestream.fetching.Fetcher].
@NullMarked
package pagestream.fetching;

import org.jspecify.annotations.NullMarked;
