package pagestream.yaml;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a file whole: what is made of it, or every mistake in it at once.
///
/// ```
/// Recipe recipe = Yaml.read("recipes/movies.yml", text, root -> recipe(root));
/// ```
public final class Yaml {
  private Yaml() {}

  /// Returns what the reader makes of the file's mapping. The reader does not stop at a mistake:
  /// the mapping records it, and after the reader has finished all of them are thrown at once.
  ///
  /// @param file its name in messages
  /// @throws YamlException naming every mistake
  public static <T> T read(String file, String text, Function<YamlMapping, T> reader) {
    return read(file, text, UnaryOperator.identity(), reader);
  }

  /// The same for a file with variables in its values.
  ///
  /// @param resolve gives the text that a value stands for, or refuses the value by an
  ///   [IllegalArgumentException] that says what was expected and found
  public static <T> T read(
      String file, String text, UnaryOperator<String> resolve, Function<YamlMapping, T> reader) {
    Document document = new Document(file, resolve);
    T made = reader.apply(new YamlMapping("", compose(file, text), document));
    document.check();
    return made;
  }

  private static Node compose(String file, String text) {
    try {
      return new Compose(settings(file))
          .composeString(text)
          .orElseThrow(() ->
              refused(
                  Place.whole(file), "expected a mapping of names to values, found an empty file"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw refused(new Place(file, line, ""), "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw refused(Place.whole(file), "not YAML: " + e.getMessage());
    }
  }

  /// A key that is no name is found by the mapping, which knows its line.
  private static LoadSettings settings(String file) {
    return LoadSettings.builder().setLabel(file).setAllowNonScalarKeys(true).build();
  }

  private static YamlException refused(Place place, String message) {
    return new YamlException(List.of(new Mistake(place, message)));
  }
}
