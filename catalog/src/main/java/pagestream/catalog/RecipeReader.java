package pagestream.catalog;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import pagestream.encoding.Sha256;
import pagestream.encoding.WebCharset;
import pagestream.yaml.Mistake;
import pagestream.yaml.Yaml;
import pagestream.yaml.YamlException;
import pagestream.yaml.YamlMapping;

/// Reads a recipe from its YAML and checks it whole.
public final class RecipeReader {
  static final List<String> OPTIONS =
      List.of(
          "format", "rows", "key", "missing", "charset", "layout", "blocked", "fields", "follow");
  static final List<String> LAYOUT_OPTIONS = List.of("present");

  private static final int VERSION_BYTES = 6;

  private RecipeReader() {}

  /// Reads a recipe from YAML.
  ///
  /// @param file its name in messages
  /// @throws YamlException naming every mistake
  public static Recipe read(String name, String file, String yaml) {
    return read(name, file, yaml, recipe -> List.of());
  }

  /// The same, with a check for mistakes that only an extractor can see.
  static Recipe read(String name, String file, String yaml, Function<Recipe, List<Mistake>> check) {
    String version = Sha256.hex(yaml.getBytes(StandardCharsets.UTF_8), VERSION_BYTES);
    return Yaml.read(
        file,
        yaml,
        root -> {
          Recipe recipe = recipe(name, version, root);
          check.apply(recipe).forEach(root::mistake);
          return recipe;
        });
  }

  private static Recipe recipe(String name, String version, YamlMapping root) {
    root.allow(OPTIONS);
    List<Field> listFields = FieldReader.atLeastOne(root);
    Recipe recipe =
        new Recipe(
            name,
            version,
            root.parsed("format", Format::of).orElse(Format.HTML),
            FieldReader.requiredSelector(root, "rows"),
            root.requiredText("key").orElse(""),
            Set.copyOf(root.texts("missing")),
            layout(root),
            FieldReader.selector(root, "blocked"),
            root.parsed("charset", RecipeReader::charset),
            listFields,
            FollowReader.read(root, listFields));
    checkKey(root, recipe.key(), recipe.fields());
    return recipe;
  }

  /// @param page the recipe, for the page of a list, or one of its details
  static Recipe.Layout layout(YamlMapping page) {
    Optional<YamlMapping> layout = page.mapping("layout");
    layout.ifPresent(mapping -> mapping.allow(LAYOUT_OPTIONS));
    return new Recipe.Layout(
        layout.map(mapping -> FieldReader.selectors(mapping, "present")).orElse(List.of()));
  }

  private static void checkKey(YamlMapping root, String key, List<Field> fields) {
    String found = "\"" + key + "\"";
    Optional<Field> field = fields.stream().filter(f -> f.name().equals(key)).findAny();
    if (field.isEmpty()) {
      root.mistake("key", "the name of a field", found);
    } else if (!field.get().required()) {
      root.mistake("key", "a field that is required", found);
    } else if (field.get().isList()) {
      String type = field.get().typeName();
      root.mistake("key", "a field that can name a record", found + " of type " + type);
    }
    if (!key.equals("id") && fields.stream().anyMatch(f -> f.name().equals("id"))) {
      root.mistake("key", "id, as there is a field of that name", found);
    }
  }

  private static Charset charset(String name) {
    try {
      return WebCharset.of(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a charset such as windows-1251, found \"" + name + "\"", e);
    }
  }
}
