package pagestream.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pagestream.catalog.Recipe;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;

/// Separates the rows of a list that can go on from the broken ones, whatever the format. One
/// broken row costs that row; a page without any usable row is of another layout.
final class RowSorter {
  private final Recipe recipe;
  private final RowCheck check;
  private final List<Taken> taken = new ArrayList<>();
  private final List<BrokenRow> broken = new ArrayList<>();
  private final List<BadLink> badLinks = new ArrayList<>();

  RowSorter(Recipe recipe) {
    this.recipe = recipe;
    this.check = new RowCheck(recipe.listFields());
  }

  /// @param detail the link to the row's page
  /// @param payload the row as it stands on the page
  void add(Row row, FoundLink detail, Supplier<Payload> payload) {
    check
        .fault(row)
        .ifPresentOrElse(
            why -> broken.add(new BrokenRow(row.position(), why, payload.get())),
            () -> {
              taken.add(detail.taken(row, 1));
              badLinks.addAll(detail.bad());
            });
  }

  /// @param next the link to more rows
  Result<Extraction> result(FoundLink next) {
    badLinks.addAll(next.bad());
    if (!taken.isEmpty()) {
      return Result.ok(new Extraction(taken, broken, next.address(), badLinks));
    }
    return new Result.Rejected<>(
        broken.isEmpty()
            ? layoutChanged("at least one row at \"" + recipe.rows() + "\"", "none")
            : layoutChanged(
                "a usable row at \"" + recipe.rows() + "\"",
                "%d that cannot be used, the first one: %s"
                    .formatted(broken.size(), broken.getFirst().why().message())));
  }

  static Rejection layoutChanged(String expected, String found) {
    return new Rejection(
        Reason.LAYOUT_CHANGED,
        "expected %s, found %s; look at the kept page and mend the recipe"
            .formatted(expected, found));
  }
}
