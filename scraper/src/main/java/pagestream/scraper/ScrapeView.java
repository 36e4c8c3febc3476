package pagestream.scraper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pagestream.encoding.Json;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;

/// How a scrape looks to the outside.
final class ScrapeView {
  private ScrapeView() {}

  /// With the first page in hand.
  ///
  /// @param base what stands before the API's paths
  /// @param records where its records are read
  static ObjectNode of(ScrapeResult.Scraped scraped, String base, String records) {
    Origin origin = scraped.origin();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("run", origin.run())
            .put("source", origin.source())
            .put("recipe", origin.recipe())
            .put("url", origin.url())
            .put("pages", scraped.pages())
            .put("found", scraped.found())
            .put("published", scraped.published())
            .put("unchanged", scraped.unchanged())
            .put("failed", scraped.failed())
            .put("follows", scraped.follows());
    if (!scraped.notFollowed().isEmpty()) {
      json.set("notFollowed", Json.MAPPER.valueToTree(NotFollowed.byLabel(scraped.notFollowed())));
    }
    json.putObject("links")
        .put("run", base + "/runs/" + origin.run())
        .put("records", base + records)
        .put("errors", base + "/errors?run=" + origin.run());
    return json;
  }
}
