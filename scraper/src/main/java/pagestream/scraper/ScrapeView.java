package pagestream.scraper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pagestream.encoding.Json;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Task;

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
        run(origin.run(), origin.source(), origin.recipe(), origin.url())
            .put("pages", 1)
            .put("found", scraped.found())
            .put("published", scraped.published())
            .put("failed", scraped.failed())
            .put("follows", scraped.follows());
    return withLinks(json, origin.run(), base, records);
  }

  /// Of a run whose first page is not fetched yet, because its host must not be asked.
  static ObjectNode of(Task task, String base, String records) {
    ObjectNode json =
        run(task.run(), task.source(), task.recipe(), task.url())
            .put("pages", 0)
            .put("found", 0)
            .put("published", 0)
            .put("failed", 0)
            .put("follows", 0);
    return withLinks(json, task.run(), base, records);
  }

  private static ObjectNode run(String run, String source, String recipe, String url) {
    return Json.MAPPER
        .createObjectNode()
        .put("run", run)
        .put("source", source)
        .put("recipe", recipe)
        .put("url", url);
  }

  private static ObjectNode withLinks(ObjectNode json, String run, String base, String records) {
    json.putObject("links")
        .put("run", base + "/runs/" + run)
        .put("records", base + records)
        .put("errors", base + "/errors?run=" + run);
    return json;
  }
}
