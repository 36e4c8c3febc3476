package pagestream.catalog;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pagestream.config.Settings;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// What a stack reads, and how.
public record Catalog(Recipes recipes, Sources sources) {

  /// Reads `RECIPE`, `SCRAP_URL` and `SCHEDULE`, which make the default source, and the folders
  /// `RECIPES_DIR` and `SOURCES_DIR`. Where neither is set, recipes and sources are those that are
  /// packaged; a folder of recipes alone has no sources but the default one. Every mistake in any
  /// of the files is a fault. Empty only after a fault.
  ///
  /// @param check of what only a recipe's extractor understands
  public static Optional<Catalog> from(Settings settings, Function<Recipe, List<Mistake>> check) {
    String recipesFolder = settings.text("RECIPES_DIR", "");
    String sourcesFolder = settings.text("SOURCES_DIR", "");
    checkFolder(settings, "RECIPES_DIR", recipesFolder);
    checkFolder(settings, "SOURCES_DIR", sourcesFolder);
    Recipes recipes = Recipes.inFolderOrPackaged(recipesFolder).checkedBy(check);
    recipes.mistakes().forEach(mistake -> settings.fault("recipes", mistake.toString()));
    Optional<String> recipe = settings.parsed("RECIPE", recipes::existing);
    Optional<URI> url = settings.parsed("SCRAP_URL", HttpAddress::parse);
    Optional<Schedule> schedule = settings.parsed("SCHEDULE", "", Schedule::of);
    Source byDefault =
        Source.byDefault(recipe.orElse(""), url.orElse(HttpAddress.NOWHERE), schedule);
    try {
      return Optional.of(
          new Catalog(
              recipes,
              sourcesFolder.isEmpty() && !recipesFolder.isEmpty()
                  ? Sources.of(byDefault)
                  : Sources.inFolderOrPackaged(sourcesFolder, byDefault, recipes)));
    } catch (YamlException e) {
      e.mistakes().forEach(mistake -> settings.fault("sources", mistake.toString()));
      return Optional.empty();
    }
  }

  private static void checkFolder(Settings settings, String name, String folder) {
    if (!folder.isEmpty() && !Files.isDirectory(Path.of(folder))) {
      settings.fault(name, "expected a folder, found \"" + folder + "\", which is none");
    }
  }
}
