package pagestream.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.catalog.Field;
import pagestream.catalog.Recipe;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;

/// Separates the rows that can go on from the broken ones, whatever the format. One broken row
/// costs that row; a page without any usable row is of another layout.
final class RowSorter {
  private final Recipe recipe;
  private final List<Row> rows = new ArrayList<>();
  private final List<BrokenRow> broken = new ArrayList<>();

  RowSorter(Recipe recipe) {
    this.recipe = recipe;
  }

  /// @param payload the row as it stands on the page
  void add(Row row, Supplier<Payload> payload) {
    fault(row)
        .ifPresentOrElse(
            why -> broken.add(new BrokenRow(row.position(), why, payload.get())),
            () -> rows.add(row));
  }

  private Optional<Rejection> fault(Row row) {
    return recipe.fields().stream()
        .filter(field -> field.required() && !row.fields().containsKey(field.name()))
        .findFirst()
        .map(RowSorter::missing)
        .or(() -> Batches.fits(row, BatchCodec.ROWS) ? Optional.empty() : Optional.of(tooLarge()));
  }

  private static Rejection missing(Field field) {
    return new Rejection(
        Reason.ELEMENT_MISSING,
        "%s: expected an element at \"%s\", found none".formatted(field.name(), field.select()));
  }

  private static Rejection tooLarge() {
    return new Rejection(
        Reason.ROW_TOO_LARGE,
        "expected a row of at most %d bytes, found more".formatted(Batches.MAX_ENTRY_BYTES));
  }

  Result<Extraction> result() {
    if (!rows.isEmpty()) {
      return Result.ok(new Extraction(rows, broken, List.of()));
    }
    return broken.isEmpty()
        ? layoutChanged("at least one row at \"" + recipe.rows() + "\"", "none")
        : layoutChanged(
            "a usable row at \"" + recipe.rows() + "\"",
            "%d that cannot be used, the first one: %s"
                .formatted(broken.size(), broken.getFirst().why().message()));
  }

  static Result<Extraction> layoutChanged(String expected, String found) {
    return Result.rejected(
        Reason.LAYOUT_CHANGED,
        "expected %s, found %s; look at the kept page and mend the recipe"
            .formatted(expected, found));
  }
}
