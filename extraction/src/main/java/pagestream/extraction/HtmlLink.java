package pagestream.extraction;

import java.util.Optional;
import org.jsoup.nodes.Element;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Selector;

/// Finds where a link leads: the `href` of the first element that is selected.
record HtmlLink(Css select, String option) {
  private static final String HREF = "href";

  static HtmlLink of(Selector selector) {
    return new HtmlLink(Css.of(selector), selector.place().path());
  }

  /// What an optional link leads to.
  static FoundLink in(Element within, Optional<HtmlLink> link, PageBudget budget) {
    return link.map(each -> each.in(within, budget)).orElse(FoundLink.NONE);
  }

  private FoundLink in(Element within, PageBudget budget) {
    Element at = select.firstIn(within, budget);
    if (at == null || !at.hasAttr(HREF)) {
      return FoundLink.NONE;
    }
    String found = at.attr(HREF).strip();
    try {
      return FoundLink.to(HttpAddress.parseLink(found.isEmpty() ? found : at.absUrl(HREF)));
    } catch (IllegalArgumentException e) {
      return FoundLink.bad(new BadLink(option, found));
    }
  }
}
