package pagestream.scraper;

import java.util.Map;
import java.util.Optional;
import pagestream.catalog.Catalog;
import pagestream.config.Settings;
import pagestream.extraction.Extractor;
import pagestream.fetching.UserAgent;

/// What the scraper is told by its environment.
///
/// @param agent who the scraper says that it is
/// @param maxPageBytes what a page may have, decompressed
record ScraperConfig(
    Catalog catalog,
    String rawStream,
    String cleanStream,
    String queue,
    String errorTable,
    String runTable,
    String hostTable,
    UserAgent agent,
    int maxPageBytes) {

  static ScraperConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    Optional<Catalog> catalog = Catalog.from(settings, Extractor::mistakes);
    String rawStream = settings.text("PROCESS_DATA_STREAM_NAME");
    String cleanStream = settings.text("WRITE_DATA_STREAM_NAME");
    String queue = settings.text("TASK_QUEUE_NAME");
    String errorTable = settings.text("ERROR_TABLE_NAME");
    String runTable = settings.text("RUN_TABLE_NAME");
    String hostTable = settings.text("HOST_TABLE_NAME");
    Optional<UserAgent> agent = settings.parsed("CONTACT", "", UserAgent::withContact);
    int maxPageBytes = settings.positive("MAX_PAGE_BYTES");
    settings.check();
    return new ScraperConfig(
        catalog.orElseThrow(),
        rawStream,
        cleanStream,
        queue,
        errorTable,
        runTable,
        hostTable,
        agent.orElse(UserAgent.WITHOUT_CONTACT),
        maxPageBytes);
  }
}
