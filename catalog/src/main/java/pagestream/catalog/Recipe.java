package pagestream.catalog;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    Format format,
    Selector rows,
    String key,
    Set<String> missing,
    Layout layout,
    Optional<Charset> charset,
    List<Field> fields) {

  /// What a page must have, besides at least one row, to be the page the recipe knows.
  public record Layout(List<Selector> present) {}

  /// All that the recipe says about where things are.
  public Stream<Selector> selectors() {
    return Stream.of(Stream.of(rows), layout.present().stream(), fields.stream().map(Field::select))
        .flatMap(selectors -> selectors);
  }
}
