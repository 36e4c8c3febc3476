package pagestream.extraction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import pagestream.catalog.Recipe;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.yaml.Mistake;

/// Takes rows off HTML: selectors are CSS, rows and fields are elements.
final class HtmlExtractor implements Extractor {
  private final Recipe recipe;
  private final HtmlParser parser;
  private final HtmlLayout layout;
  private final Css rows;
  private final HtmlFields fields;
  private final Optional<HtmlLink> next;
  private final Optional<HtmlLink> detail;
  private final List<HtmlDetail> details;

  HtmlExtractor(Recipe recipe) {
    this.recipe = recipe;
    this.parser = new HtmlParser(recipe.charset());
    this.layout = HtmlLayout.of(recipe.blocked(), recipe.layout());
    this.rows = Css.of(recipe.rows());
    this.fields = new HtmlFields(recipe.listFields());
    this.next = recipe.follow().next().map(HtmlLink::of);
    this.detail = recipe.follow().detail().map(first -> HtmlLink.of(first.link()));
    this.details = recipe.follow().details().map(level -> new HtmlDetail(recipe, level)).toList();
  }

  static List<Mistake> mistakes(Recipe recipe) {
    return recipe.selectors().flatMap(selector -> Css.mistake(selector).stream()).toList();
  }

  @Override
  public Result<Extraction> extract(Content page) {
    return parser.parse(page).flatMap(this::extract);
  }

  @Override
  public Result<Extraction> extractDetail(Content page, int level, Row row) {
    return parser.parse(page).flatMap(document -> details.get(level - 1).extract(document, row));
  }

  /// A template may have any element in it, such as a row of a table.
  @Override
  public Result<Taken> extractRow(Content row, int position) {
    String html = new String(row.bytes(), StandardCharsets.UTF_8);
    Element template =
        Jsoup.parseBodyFragment("<template>" + html + "</template>", row.url().toString())
            .body()
            .child(0);
    Element at = template.firstElementChild();
    if (at == null) {
      return new Result.Rejected<>(RowSorter.layoutChanged("a row as it was kept", "no element"));
    }
    Row texts = new Row(position, fields.texts(at));
    return new RowCheck(recipe.listFields())
        .fault(texts)
        .<Result<Taken>>map(Result.Rejected::new)
        .orElseGet(() -> Result.ok(HtmlLink.in(at, detail).taken(texts, 1)));
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
    Optional<Rejection> fault = layout.fault(page);
    if (fault.isPresent()) {
      return new Result.Rejected<>(fault.get());
    }
    RowSorter sorter = new RowSorter(recipe);
    Elements elements = rows.allIn(page);
    for (int position = 0; position < elements.size(); position++) {
      Element row = elements.get(position);
      sorter.add(
          new Row(position, fields.texts(row)),
          HtmlLink.in(row, detail),
          () -> Payload.html(row.outerHtml()));
    }
    return sorter.result(HtmlLink.in(page, next));
  }
}
