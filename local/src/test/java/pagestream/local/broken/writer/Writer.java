package pagestream.local.broken.writer;

import pagestream.local.broken.local.Host;
import pagestream.local.broken.scraper.Scraper;

/// A stage that knows the one before it, and the host.
public record Writer(Scraper before, Host host) {}
