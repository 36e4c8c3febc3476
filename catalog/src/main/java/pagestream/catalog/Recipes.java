package pagestream.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// The recipes at hand, by name: those packed with a function, or those in a folder.
public final class Recipes {
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,63}";

  private final Source source;
  private final Function<Recipe, List<Mistake>> check;
  private final Map<String, Optional<Recipe>> read = new ConcurrentHashMap<>();

  @FunctionalInterface
  private interface Source {
    Optional<String> yaml(String file) throws IOException;
  }

  private Recipes(Source source, Function<Recipe, List<Mistake>> check) {
    this.source = source;
    this.check = check;
  }

  public static Recipes packed() {
    return new Recipes(Recipes::resource, recipe -> List.of());
  }

  public static Recipes in(Path folder) {
    return new Recipes(file -> file(folder.resolve(file)), recipe -> List.of());
  }

  /// A folder's where one is named, else those packed.
  public static Recipes inFolderOrPacked(String folder) {
    return folder.isEmpty() ? packed() : in(Path.of(folder));
  }

  /// The same recipes, but also refused for mistakes that only an extractor can see. They are
  /// reported together with the reader's own.
  public Recipes checkedBy(Function<Recipe, List<Mistake>> extractors) {
    return new Recipes(source, extractors);
  }

  /// The recipe of that name, if there is one.
  ///
  /// @throws YamlException where it has mistakes
  public Optional<Recipe> find(String name) {
    return name.matches(NAME) ? read.computeIfAbsent(name, this::read) : Optional.empty();
  }

  /// Like [#find], and an [IllegalArgumentException] where there is none.
  public Recipe get(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected the name of a file recipes/NAME.yml, found \"" + name + "\""));
  }

  private Optional<Recipe> read(String name) {
    String file = name + ".yml";
    try {
      return source.yaml(file).map(yaml -> RecipeReader.read(name, "recipes/" + file, yaml, check));
    } catch (CharacterCodingException e) {
      throw new YamlException(
          List.of(Mistake.ofFile("recipes/" + file, "expected UTF-8, found other bytes")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> resource(String file) throws IOException {
    try (InputStream in = Recipes.class.getResourceAsStream("/recipes/" + file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Optional<String> file(Path path) throws IOException {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
