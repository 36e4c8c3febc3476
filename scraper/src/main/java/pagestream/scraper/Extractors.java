package pagestream.scraper;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pagestream.catalog.Recipe;
import pagestream.extraction.Extractor;

/// The extractors of recipes, each made once.
final class Extractors {
  private final Map<String, Extractor> made = new ConcurrentHashMap<>();

  Extractor of(Recipe recipe) {
    return made.computeIfAbsent(recipe.name(), name -> Extractor.of(recipe));
  }
}
