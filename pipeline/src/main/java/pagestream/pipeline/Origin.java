package pagestream.pipeline;

import java.time.Instant;

/// What all rows of a scraped page share.
///
/// @param run the run's id, a ULID: ids sort as the scrapes began
/// @param recipeVersion the recipe's content hash
/// @param url the page as it was finally fetched, after redirects
public record Origin(
    String run, String recipe, String recipeVersion, String url, Instant scrapedAt) {}
