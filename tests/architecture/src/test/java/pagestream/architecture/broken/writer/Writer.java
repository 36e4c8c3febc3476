package pagestream.architecture.broken.writer;

import pagestream.architecture.broken.local.Host;
import pagestream.architecture.broken.scraper.Scraper;

/// A stage that knows the one before it, and the host.
public record Writer(Scraper before, Host host) {}
