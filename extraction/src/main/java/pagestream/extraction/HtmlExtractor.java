package pagestream.extraction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import pagestream.catalog.Field;
import pagestream.catalog.Recipe;
import pagestream.catalog.Take;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.yaml.Mistake;

/// Takes rows off HTML: selectors are CSS, rows and fields are elements.
final class HtmlExtractor implements Extractor {
  private record Column(Field field, Css select) {}

  private final Recipe recipe;
  private final HtmlParser parser;
  private final Css rows;
  private final List<Css> present;
  private final List<Column> columns;

  HtmlExtractor(Recipe recipe) {
    this.recipe = recipe;
    this.parser = new HtmlParser(recipe.charset());
    this.rows = Css.of(recipe.rows());
    this.present = recipe.layout().present().stream().map(Css::of).toList();
    this.columns =
        recipe.fields().stream().map(field -> new Column(field, Css.of(field.select()))).toList();
  }

  static List<Mistake> mistakes(Recipe recipe) {
    return recipe.selectors().flatMap(selector -> Css.mistake(selector).stream()).toList();
  }

  @Override
  public Result<Extraction> extract(Content page) {
    return parser.parse(page).flatMap(this::extract);
  }

  @Override
  public Payload kept(Content page) {
    return switch (parser.parse(page)) {
      case Result.Ok<Document>(Document document) ->
          Payload.html(new String(page.bytes(), document.charset()));
      case Result.Rejected<Document> rejected -> Payload.received(page.type(), page.bytes());
    };
  }

  private Result<Extraction> extract(Document page) {
    Optional<Css> absent =
        present.stream().filter(css -> page.selectFirst(css.evaluator()) == null).findFirst();
    if (absent.isPresent()) {
      return RowSorter.layoutChanged("an element at \"" + absent.get() + "\"", "none");
    }
    RowSorter sorter = new RowSorter(recipe);
    Elements elements = page.select(rows.evaluator());
    for (int position = 0; position < elements.size(); position++) {
      Element element = elements.get(position);
      sorter.add(new Row(position, texts(element)), () -> Payload.html(element.outerHtml()));
    }
    return sorter.result();
  }

  private Map<String, String> texts(Element row) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Column column : columns) {
      Element at = row.selectFirst(column.select().evaluator());
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
