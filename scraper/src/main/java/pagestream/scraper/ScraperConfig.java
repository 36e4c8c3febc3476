package pagestream.scraper;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.config.Settings;

/// What the scraper is told by its environment.
///
/// @param maxPageBytes what a page may have, unpacked
record ScraperConfig(
    URI url, Recipe recipe, String stream, String errorTable, String runTable, int maxPageBytes) {

  static ScraperConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    Recipes recipes = Recipes.inFolderOrPacked(settings.text("RECIPES_DIR", ""));
    Optional<URI> url = settings.parsed("SCRAP_URL", HttpAddress::parse);
    Optional<Recipe> recipe = settings.parsed("RECIPE", recipes::get);
    String stream = settings.text("PROCESS_DATA_STREAM_NAME");
    String errorTable = settings.text("ERROR_TABLE_NAME");
    String runTable = settings.text("RUN_TABLE_NAME");
    int maxPageBytes = settings.positive("MAX_PAGE_BYTES");
    settings.check();
    return new ScraperConfig(
        url.orElseThrow(), recipe.orElseThrow(), stream, errorTable, runTable, maxPageBytes);
  }
}
