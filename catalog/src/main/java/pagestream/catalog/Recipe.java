package pagestream.catalog;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How one site's pages become records: where the rows are, their fields, which field is the key,
/// which links lead on, and what healthy pages look like.
///
/// @param version hash of the file's content
/// @param rows selects each row's element
/// @param key the field whose value names a record
/// @param missing words that stand for "no value"
/// @param layout of the page of a list
/// @param blocked what a page has, of whatever level, that stands where the site refuses the right
///   one
/// @param charset the pages', where what they claim is wrong
/// @param listFields the fields that rows have on the page of a list
public record Recipe(
    String name,
    String version,
    Format format,
    Selector rows,
    String key,
    Set<String> missing,
    Layout layout,
    Optional<Selector> blocked,
    Optional<Charset> charset,
    List<Field> listFields,
    Follow follow) {

  /// What a page must have, besides at least one row, to be the page the recipe knows.
  public record Layout(List<Selector> present) {}

  /// The fields of all levels: those of the list, then those of the details.
  public List<Field> fields() {
    return Stream.concat(
            listFields.stream(), follow.details().flatMap(detail -> detail.fields().stream()))
        .toList();
  }

  /// All that the recipe says about where things are.
  public Stream<Selector> selectors() {
    return Stream.of(
            Stream.of(rows),
            layout.present().stream(),
            blocked.stream(),
            listFields.stream().map(Field::select),
            follow.selectors())
        .flatMap(selectors -> selectors);
  }
}
