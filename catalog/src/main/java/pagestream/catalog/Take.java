package pagestream.catalog;

import java.util.Locale;

/// Which text of an element a field takes.
public sealed interface Take {
  /// The element's text with that of its children, white space folded.
  record Text() implements Take {}

  /// The element's text without that of its children.
  record OwnText() implements Take {}

  /// An attribute's value.
  record Attribute(String name) implements Take {}

  /// Reads `text`, `ownText` or `@attribute`.
  static Take of(String word) {
    return switch (word) {
      case "text" -> new Text();
      case "ownText" -> new OwnText();
      case String attribute when attribute.matches("@[A-Za-z_:][\\w:.-]*") ->
          new Attribute(attribute.substring(1).toLowerCase(Locale.ROOT));
      default ->
          throw new IllegalArgumentException(
              "expected text, ownText or an attribute such as @href, found \"" + word + "\"");
    };
  }
}
