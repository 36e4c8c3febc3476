package pagestream.scraper;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.Settings;
import pagestream.recipe.Recipe;
import pagestream.recipe.Recipes;

/// What the scraper is told by its environment.
///
/// @param maxPageBytes what a page may have, unpacked
public record ScraperConfig(
    URI url, Recipe recipe, String stream, String errorTable, String runTable, int maxPageBytes) {

  static ScraperConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    Recipes recipes = Recipes.inFolderOrPacked(settings.text("RECIPES_DIR", ""));
    Optional<URI> url = settings.parsed("SCRAP_URL", ScraperConfig::url);
    Optional<Recipe> recipe = settings.parsed("RECIPE", recipes::get);
    String stream = settings.text("PROCESS_DATA_STREAM_NAME");
    String errorTable = settings.text("ERROR_TABLE_NAME");
    String runTable = settings.text("RUN_TABLE_NAME");
    int maxPageBytes = settings.positive("MAX_PAGE_BYTES", 16 << 20);
    settings.check();
    return new ScraperConfig(
        url.orElseThrow(), recipe.orElseThrow(), stream, errorTable, runTable, maxPageBytes);
  }

  /// An address that can be fetched.
  public static URI url(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (uri.getHost() != null
          && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, as for every other fault
    }
    throw new IllegalArgumentException(
        "expected an address such as https://example.org/movies, found \"" + text + "\"");
  }
}
