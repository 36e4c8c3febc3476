package pagestream.extraction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import pagestream.catalog.Field;
import pagestream.catalog.Take;

/// Takes the texts of fields off an element: a row, or a whole page.
final class HtmlFields {
  private record Column(Field field, Css select) {}

  private final List<Column> columns;

  HtmlFields(List<Field> fields) {
    this.columns = fields.stream().map(field -> new Column(field, Css.of(field.select()))).toList();
  }

  /// By field name; a field without an element is absent.
  Map<String, String> texts(Element within) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Column column : columns) {
      Element at = column.select().firstIn(within);
      if (at != null) {
        texts.put(column.field().name(), text(column.field(), at));
      }
    }
    return texts;
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
