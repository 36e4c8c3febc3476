package pagestream.catalog;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.select.Evaluator;

/// How one site's page becomes records: where the rows are, their fields, which field is the key,
/// and what a healthy page looks like.
///
/// @param version hash of the file's content
/// @param rows selects each row's element
/// @param key the field whose value names a record
/// @param missing words that stand for "no value"
/// @param charset the page's, where what it claims is wrong
public record Recipe(
    String name,
    String version,
    Selector rows,
    String key,
    Set<String> missing,
    Layout layout,
    Optional<Charset> charset,
    List<Field> fields) {

  /// A CSS selector as jsoup understands it, compiled once.
  public record Selector(String css, Evaluator evaluator) {
    @Override
    public String toString() {
      return css;
    }
  }

  /// What a page must have, besides at least one row, to be the page the recipe knows.
  public record Layout(List<Selector> present) {}
}
