package pagestream.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A page with more fields of one row.
///
/// @param level 1 for the page that the row of a list leads to, 2 for the one that this page leads
///   to
/// @param link within the row, or on the page of the level above; the first match counts
/// @param fields may be none where there is a further level
public record Detail(
    int level, Selector link, Recipe.Layout layout, List<Field> fields, Optional<Detail> detail) {
  static final List<String> OPTIONS = List.of("link", "layout", "fields", "detail");

  /// Those of this level alone.
  Stream<Selector> selectors() {
    return Stream.of(Stream.of(link), layout.present().stream(), fields.stream().map(Field::select))
        .flatMap(selectors -> selectors);
  }
}
