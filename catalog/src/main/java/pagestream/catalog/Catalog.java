package pagestream.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pagestream.config.Settings;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// What a stack reads, and how.
public record Catalog(Recipes recipes, Sources sources) {

  /// Reads `RECIPE` and `SCRAP_URL`, which make the default source, and the folders `RECIPES_DIR`
  /// and `SOURCES_DIR`, in whose place are the packed ones where they are not set. Empty only after
  /// a fault.
  ///
  /// @param check of what only a recipe's extractor understands
  public static Optional<Catalog> from(Settings settings, Function<Recipe, List<Mistake>> check) {
    Recipes recipes = Recipes.inFolderOrPacked(settings.text("RECIPES_DIR", "")).checkedBy(check);
    Optional<Recipe> recipe = settings.parsed("RECIPE", recipes::get);
    Optional<URI> url = settings.parsed("SCRAP_URL", HttpAddress::parse);
    String folder = settings.text("SOURCES_DIR", "");
    return recipe.flatMap(usual ->
        url.flatMap(start -> from(settings, recipes, folder, Source.usual(usual.name(), start))));
  }

  private static Optional<Catalog> from(
      Settings settings, Recipes recipes, String folder, Source usual) {
    try {
      return Optional.of(new Catalog(recipes, Sources.inFolderOrPacked(folder, usual, recipes)));
    } catch (YamlException e) {
      e.mistakes().forEach(mistake -> settings.fault("sources", mistake.toString()));
      return Optional.empty();
    }
  }
}
