package pagestream.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The links that lead on from the page of a list.
///
/// @param next a link to more rows of the same kind; the first match counts
/// @param detail the page that each row leads to
public record Follow(Optional<Selector> next, Optional<Detail> detail) {
  static final List<String> OPTIONS = List.of("next", "detail");

  /// For a recipe that names no links.
  public static final Follow NOTHING = new Follow(Optional.empty(), Optional.empty());

  /// The details of all levels, the first one first.
  public Stream<Detail> details() {
    return Stream.iterate(detail, Optional::isPresent, above -> above.orElseThrow().detail())
        .flatMap(Optional::stream);
  }

  Stream<Selector> selectors() {
    return Stream.concat(next.stream(), details().flatMap(Detail::selectors));
  }
}
