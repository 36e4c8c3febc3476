package pagestream.catalog;

import java.util.Locale;
import org.jsoup.nodes.Element;

/// Which text of an element a field takes.
public sealed interface Take {
  /// The element's text with that of its children, white space folded.
  record Text() implements Take {}

  /// The element's text without that of its children.
  record OwnText() implements Take {}

  /// An attribute's value.
  record Attribute(String name) implements Take {}

  String EXPECTED = "text, ownText or an attribute such as @href";

  /// Reads `text`, `ownText` or `@attribute`.
  static Take of(String word) {
    return switch (word) {
      case "text" -> new Text();
      case "ownText" -> new OwnText();
      case String attribute when attribute.matches("@[A-Za-z_:][\\w:.-]*") ->
          new Attribute(attribute.substring(1).toLowerCase(Locale.ROOT));
      default ->
          throw new IllegalArgumentException("expected " + EXPECTED + ", found \"" + word + "\"");
    };
  }

  /// The text; an attribute that the element does not have is empty.
  default String from(Element element) {
    return switch (this) {
      case Text() -> element.text();
      case OwnText() -> element.ownText();
      case Attribute(String name) -> element.attr(name);
    };
  }
}
