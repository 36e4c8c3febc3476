package pagestream.extraction;

import java.nio.charset.Charset;
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
import pagestream.timing.Deadline;
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
  public Result<Extraction> extract(Content page, Deadline deadline) {
    return PageBudget.within(
        deadline,
        budget -> parser.parse(page, budget).flatMap(document -> extract(document, budget)));
  }

  @Override
  public Result<Extraction> extractDetail(Content page, int level, Row row, Deadline deadline) {
    HtmlDetail detail = details.get(level - 1);
    return PageBudget.within(
        deadline,
        budget ->
            parser.parse(page, budget).flatMap(document -> detail.extract(document, row, budget)));
  }

  @Override
  public Result<Taken> extractRow(Content row, int position, Deadline deadline) {
    return PageBudget.within(deadline, budget -> extractRow(row, position, budget));
  }

  /// A template may have any element in it, such as a row of a table.
  private Result<Taken> extractRow(Content row, int position, PageBudget budget) {
    String html = new String(row.bytes(), StandardCharsets.UTF_8);
    Element template =
        Jsoup.parseBodyFragment("<template>" + html + "</template>", row.url().toString())
            .body()
            .child(0);
    Element at = template.firstElementChild();
    if (at == null) {
      return new Result.Rejected<>(RowSorter.layoutChanged("a row as it was kept", "no element"));
    }
    Row texts = new Row(position, fields.texts(at, budget));
    return new RowCheck(recipe.listFields())
        .fault(texts)
        .<Result<Taken>>map(Result.Rejected::new)
        .orElseGet(() -> Result.ok(HtmlLink.in(at, detail, budget).taken(texts, 1)));
  }

  @Override
  public Payload kept(Content page) {
    return switch (parser.charset(page)) {
      case Result.Ok<Charset>(Charset charset) -> Payload.html(new String(page.bytes(), charset));
      case Result.Rejected<Charset> rejected -> Payload.received(page.type(), page.bytes());
    };
  }

  private Result<Extraction> extract(Document page, PageBudget budget) {
    Optional<Rejection> fault = layout.fault(page, budget);
    if (fault.isPresent()) {
      return new Result.Rejected<>(fault.get());
    }
    RowSorter sorter = new RowSorter(recipe);
    Elements elements = rows.allIn(page, budget);
    budget.addRows(elements.size());
    for (int position = 0; position < elements.size(); position++) {
      Element row = elements.get(position);
      sorter.add(
          new Row(position, fields.texts(row, budget)),
          HtmlLink.in(row, detail, budget),
          () -> budget.keep(row));
    }
    return sorter.result(HtmlLink.in(page, next, budget));
  }
}
