package pagestream.yaml;

import java.util.function.Function;
import java.util.function.UnaryOperator;

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
    T made = reader.apply(new YamlMapping("", Composer.compose(file, text), document));
    document.check();
    return made;
  }
}
