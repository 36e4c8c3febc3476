package pagestream.extraction;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import pagestream.catalog.Recipe;
import pagestream.catalog.Selector;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;

/// What a page must have, and must not have, to be the one that a recipe knows.
record HtmlLayout(Optional<Css> blocked, List<Css> present) {
  static HtmlLayout of(Optional<Selector> blocked, Recipe.Layout layout) {
    return new HtmlLayout(blocked.map(Css::of), layout.present().stream().map(Css::of).toList());
  }

  /// A block page is told first: it lacks what the right page has.
  Optional<Rejection> fault(Document page, PageBudget budget) {
    return blocked
        .filter(css -> css.isIn(page, budget))
        .map(HtmlLayout::isBlocked)
        .or(() ->
            present.stream()
                .filter(css -> !css.isIn(page, budget))
                .findFirst()
                .map(css -> RowSorter.layoutChanged("an element at \"" + css + "\"", "none")));
  }

  private static Rejection isBlocked(Css blocked) {
    return new Rejection(
        Reason.PAGE_BLOCKED,
        "expected the page, found a block page with an element at \"%s\"; scrape less often or more"
                .formatted(blocked)
            + " slowly");
  }
}
