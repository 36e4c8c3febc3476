package pagestream.scraper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import pagestream.catalog.Field;
import pagestream.catalog.FieldType;
import pagestream.catalog.Recipe;
import pagestream.catalog.Take;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;

/// Takes the rows off a page as a recipe says. One broken row costs that row; a page without any
/// usable row, or without what the recipe says a healthy page has, is of another layout.
final class RowExtractor {
  private final Recipe recipe;

  RowExtractor(Recipe recipe) {
    this.recipe = recipe;
  }

  Extraction extract(Document page) {
    Optional<Recipe.Selector> absent =
        recipe.layout().present().stream()
            .filter(selector -> page.selectFirst(selector.evaluator()) == null)
            .findFirst();
    if (absent.isPresent()) {
      return layoutChanged("an element at \"" + absent.get() + "\"", "none");
    }
    List<Element> elements = page.select(recipe.rows().evaluator());
    if (elements.isEmpty()) {
      return layoutChanged("at least one row at \"" + recipe.rows() + "\"", "none");
    }
    return rows(elements);
  }

  private Extraction rows(List<Element> elements) {
    List<Row> rows = new ArrayList<>(elements.size());
    List<Extraction.BrokenRow> broken = new ArrayList<>();
    for (int position = 0; position < elements.size(); position++) {
      Element element = elements.get(position);
      Row row = row(position, element);
      Optional<Rejection> fault = fault(row);
      if (fault.isEmpty()) {
        rows.add(row);
      } else {
        broken.add(new Extraction.BrokenRow(position, fault.get(), element.outerHtml()));
      }
    }
    return rows.isEmpty()
        ? layoutChanged(
            "a usable row at \"" + recipe.rows() + "\"",
            "%d that cannot be used, the first one: %s"
                .formatted(broken.size(), broken.getFirst().why().message()))
        : new Extraction.Rows(rows, broken);
  }

  private Row row(int position, Element element) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Field field : recipe.fields()) {
      Element at = element.selectFirst(field.select().evaluator());
      if (at != null) {
        texts.put(field.name(), text(field, at));
      }
    }
    return new Row(position, texts);
  }

  /// Only here is the page's base address known, so that addresses are made absolute here.
  private static String text(Field field, Element at) {
    boolean isAddress = field.type() instanceof FieldType.Url;
    return isAddress
            && field.take() instanceof Take.Attribute(String name)
            && !at.attr(name).isBlank()
        ? at.absUrl(name)
        : field.take().from(at);
  }

  private Optional<Rejection> fault(Row row) {
    for (Field field : recipe.fields()) {
      if (field.required() && !row.fields().containsKey(field.name())) {
        return Optional.of(
            new Rejection(
                Reason.ELEMENT_MISSING,
                "%s: expected an element at \"%s\", found none"
                    .formatted(field.name(), field.select())));
      }
    }
    return Batches.fits(row, BatchCodec.ROWS)
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Reason.ROW_TOO_LARGE,
                "expected a row of at most %d bytes, found more"
                    .formatted(Batches.MAX_ENTRY_BYTES)));
  }

  private static Extraction layoutChanged(String expected, String found) {
    return new Extraction.LayoutChanged(
        new Rejection(
            Reason.LAYOUT_CHANGED,
            "expected %s, found %s; look at the kept page and mend the recipe"
                .formatted(expected, found)));
  }
}
