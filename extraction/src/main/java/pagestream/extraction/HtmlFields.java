package pagestream.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import pagestream.catalog.Field;
import pagestream.catalog.Take;
import pagestream.pipeline.Batches;

/// Takes the texts of fields off an element: a row, or a whole page.
final class HtmlFields {
  private record Column(Field field, Css select) {}

  private final List<Column> columns;

  HtmlFields(List<Field> fields) {
    this.columns = fields.stream().map(field -> new Column(field, Css.of(field.select()))).toList();
  }

  /// By field name: a text, or the texts of a field that takes all. A field without an element is
  /// absent.
  Map<String, Object> texts(Element within, PageBudget budget) {
    Map<String, Object> texts = new LinkedHashMap<>();
    for (Column column : columns) {
      Object found =
          column.field().all() ? all(column, within, budget) : first(column, within, budget);
      if (found != null) {
        texts.put(column.field().name(), found);
      }
    }
    return texts;
  }

  private static @Nullable String first(Column column, Element within, PageBudget budget) {
    Element at = column.select().firstIn(within, budget);
    return at == null ? null : text(column.field(), at, budget);
  }

  /// Taking ends where the row is larger than a row may be, and will be refused: each of the
  /// elements may have all others in it.
  private static @Nullable List<String> all(Column column, Element within, PageBudget budget) {
    List<String> texts = new ArrayList<>();
    int length = 0;
    for (Element at : column.select().allIn(within, budget)) {
      String text = text(column.field(), at, budget);
      texts.add(text);
      length += text.length();
      if (length > Batches.MAX_ENTRY_BYTES) {
        break;
      }
    }
    return texts.isEmpty() ? null : texts;
  }

  private static String text(Field field, Element at, PageBudget budget) {
    String text = text(field, at);
    budget.addText(text.length());
    return text;
  }

  /// An attribute that the element does not have is empty. Only here is the page's base address
  /// known, so that addresses are made absolute here.
  private static String text(Field field, Element at) {
    return switch (field.take()) {
      case Take.Text() -> at.text();
      case Take.OwnText() -> at.ownText();
      case Take.Attribute(String name) ->
          field.type().isAddress() && !at.attr(name).isBlank() ? at.absUrl(name) : at.attr(name);
    };
  }
}
