package pagestream.extraction;

import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;
import pagestream.catalog.Selector;
import pagestream.yaml.Mistake;

/// A CSS selector as jsoup understands it, compiled once.
record Css(String text, Evaluator evaluator) {

  /// Refuses what is none by an [IllegalArgumentException] that says what was expected and found.
  static Css of(Selector selector) {
    try {
      return new Css(selector.text(), QueryParser.parse(selector.text()));
    } catch (SelectorParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a CSS selector, found \"" + selector + "\": " + firstLine(e), e);
    }
  }

  /// A faulty regular expression within a selector is explained on several lines.
  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  boolean isIn(Element element, PageBudget budget) {
    return firstIn(element, budget) != null;
  }

  @Nullable Element firstIn(Element element, PageBudget budget) {
    return element.selectFirst(budget.inTime(evaluator));
  }

  Elements allIn(Element element, PageBudget budget) {
    return element.select(budget.inTime(evaluator));
  }

  static Optional<Mistake> mistake(Selector selector) {
    try {
      of(selector);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Mistake(selector.place(), String.valueOf(e.getMessage())));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
