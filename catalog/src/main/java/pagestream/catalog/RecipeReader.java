package pagestream.catalog;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector.SelectorParseException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a recipe from its YAML and checks it whole.
public final class RecipeReader {
  /// Names the API gives a meaning of its own.
  private static final Set<String> RESERVED = Set.of("limit", "cursor", "sort", "order");

  private static final Recipe.Selector NOTHING = selector("*");

  private final String file;

  private RecipeReader(String file) {
    this.file = file;
  }

  /// Reads a recipe from YAML.
  ///
  /// @param file its name in messages
  /// @throws RecipeException naming every mistake
  public static Recipe read(String name, String file, String yaml) {
    return new RecipeReader(file).read(name, yaml);
  }

  private Recipe read(String name, String yaml) {
    Mistakes mistakes = new Mistakes(file);
    Recipe recipe = recipe(name, yaml, new YamlMapping("", compose(yaml), mistakes));
    mistakes.check();
    return recipe;
  }

  private Node compose(String yaml) {
    try {
      return new Compose(LoadSettings.builder().setLabel(file).build())
          .composeString(yaml)
          .orElseThrow(
              () -> new RecipeException(List.of(file + ": expected a recipe, found nothing")));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new RecipeException(List.of(file + ":" + line + ": not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new RecipeException(List.of(file + ": not YAML: " + e.getMessage()));
    }
  }

  private Recipe recipe(String name, String yaml, YamlMapping root) {
    root.allow(ordered("rows", "key", "missing", "charset", "layout", "fields"));
    Recipe.Selector rows = requiredSelector(root, "rows");
    List<Field> fields = fields(root);
    String key = root.requiredText("key");
    checkKey(root, key, fields);
    return new Recipe(
        name,
        version(yaml),
        rows,
        key,
        Set.copyOf(root.texts("missing")),
        layout(root),
        root.parsed("charset", RecipeReader::charset),
        fields);
  }

  private static Recipe.Layout layout(YamlMapping root) {
    Optional<YamlMapping> layout = root.mapping("layout");
    layout.ifPresent(mapping -> mapping.allow(ordered("present")));
    return new Recipe.Layout(
        layout
            .map(mapping -> mapping.parsedAll("present", RecipeReader::selector))
            .orElse(List.of()));
  }

  private static void checkKey(YamlMapping root, String key, List<Field> fields) {
    Optional<Field> field = fields.stream().filter(f -> f.name().equals(key)).findAny();
    if (field.isEmpty()) {
      root.mistake("key", "the name of a field", "\"" + key + "\"");
    } else if (!field.get().required() || field.get().type() instanceof FieldType.Texts) {
      root.mistake("key", "a field that is required and no list", "\"" + key + "\"");
    }
    if (!key.equals("id") && fields.stream().anyMatch(f -> f.name().equals("id"))) {
      root.mistake("key", "id, as there is a field of that name", "\"" + key + "\"");
    }
  }

  private static List<Field> fields(YamlMapping root) {
    Optional<YamlMapping> fields = root.mapping("fields");
    if (fields.isEmpty() || fields.get().keys().isEmpty()) {
      root.mistake("fields", "at least one field", "none");
      return List.of();
    }
    YamlMapping mapping = fields.get();
    return mapping.keys().stream()
        .flatMap(name -> mapping.mapping(name).map(field -> field(mapping, name, field)).stream())
        .toList();
  }

  private static Field field(YamlMapping fields, String name, YamlMapping field) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*") || RESERVED.contains(name)) {
      fields.mistake(
          name, "a name of letters, digits and _ that is none of " + RESERVED, "\"" + name + "\"");
    }
    Set<String> known = ordered("select", "take", "match", "required", "type");
    known.addAll(FieldTypes.options());
    field.allow(known);
    return new Field(
        name,
        requiredSelector(field, "select"),
        field.parsed("take", Take::of).orElseGet(Take.Text::new),
        field.parsed("required", RecipeReader::flag).orElse(false),
        field.parsed("match", RecipeReader::match).orElse(null),
        FieldTypes.read(field));
  }

  private static Recipe.Selector requiredSelector(YamlMapping mapping, String key) {
    mapping.requiredText(key);
    return mapping.parsed(key, RecipeReader::selector).orElse(NOTHING);
  }

  private static Recipe.Selector selector(String css) {
    try {
      return new Recipe.Selector(css, QueryParser.parse(css));
    } catch (SelectorParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a CSS selector, found \"" + css + "\": " + firstLine(e), e);
    }
  }

  /// A faulty regular expression within a selector is explained on several lines.
  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Match match(String regex) {
    try {
      return new Match(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression, found \"" + regex + "\": " + e.getDescription(), e);
    }
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a charset such as windows-1251, found \"" + name + "\"", e);
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("expected true or false, found \"" + text + "\"");
    };
  }

  private static Set<String> ordered(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  private static String version(String yaml) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
