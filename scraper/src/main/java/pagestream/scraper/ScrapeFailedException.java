package pagestream.scraper;

import pagestream.pipeline.Rejection;

/// A scrape by a schedule that came to nothing; what failed is kept, as of any other scrape.
final class ScrapeFailedException extends RuntimeException {
  ScrapeFailedException(String source, Rejection why) {
    super("source %s: %s: %s".formatted(source, why.reason(), why.message()));
  }
}
