/// The scraper: fetches the page, takes its rows off by recipe and publishes them. Start reading at
/// [pagestream.scraper.Scraper]; [pagestream.scraper.ScraperHandler] is what Lambda calls.
@NullMarked
package pagestream.scraper;

import org.jspecify.annotations.NullMarked;
