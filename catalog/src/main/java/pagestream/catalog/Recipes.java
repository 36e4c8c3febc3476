package pagestream.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// The recipes at hand, by name: those packaged with a function, or those in a folder.
public final class Recipes {
  private final YamlFiles files;
  private final Function<Recipe, List<Mistake>> check;
  private final Map<String, Recipe> read = new ConcurrentHashMap<>();

  private Recipes(YamlFiles files, Function<Recipe, List<Mistake>> check) {
    this.files = files;
    this.check = check;
  }

  public static Recipes packaged() {
    return inFolderOrPackaged("");
  }

  public static Recipes in(Path folder) {
    return inFolderOrPackaged(folder.toString());
  }

  /// A folder's where one is named, else those packaged.
  public static Recipes inFolderOrPackaged(String folder) {
    return new Recipes(YamlFiles.of("recipes", folder), recipe -> List.of());
  }

  /// The same recipes, but also refused for mistakes that only an extractor can see. They are
  /// reported together with the reader's own.
  public Recipes checkedBy(Function<Recipe, List<Mistake>> extractors) {
    return new Recipes(files, extractors);
  }

  /// The recipe of that name, if there is one.
  ///
  /// @throws YamlException where it has mistakes
  public Optional<Recipe> find(String name) {
    Optional<Recipe> known = Optional.ofNullable(read.get(name));
    return known.isPresent() ? known : read(name);
  }

  /// The mistakes in all files, whether a source names them or not.
  public List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    for (String file : files.names()) {
      try {
        find(files.name(file));
      } catch (YamlException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    return mistakes;
  }

  /// The name if there is a file of that name, whatever mistakes are in it. Refuses any other by an
  /// [IllegalArgumentException] that says what was expected and found.
  public String existing(String name) {
    if (!names().contains(name)) {
      throw noSuch(name);
    }
    return name;
  }

  /// Like [#find], and an [IllegalArgumentException] where there is none.
  public Recipe get(String name) {
    return find(name).orElseThrow(() -> noSuch(name));
  }

  private static IllegalArgumentException noSuch(String name) {
    return new IllegalArgumentException(
        "expected the name of a file recipes/NAME.yml, found \"" + name + "\"");
  }

  /// The names of all, sorted.
  public List<String> names() {
    return files.names().stream()
        .filter(file -> file.endsWith(YamlFiles.EXTENSION))
        .map(file -> file.substring(0, file.length() - YamlFiles.EXTENSION.length()))
        .filter(name -> name.matches(YamlFiles.NAME))
        .toList();
  }

  private Optional<Recipe> read(String name) {
    Optional<Recipe> recipe =
        files.read(name).map(yaml -> RecipeReader.read(name, files.file(name), yaml, check));
    recipe.ifPresent(found -> read.put(name, found));
    return recipe;
  }
}
