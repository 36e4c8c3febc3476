package pagestream.extraction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import pagestream.catalog.Detail;
import pagestream.catalog.Recipe;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;

/// Takes the fields of one row off a page of its own.
final class HtmlDetail {
  private final int level;
  private final HtmlLayout layout;
  private final HtmlFields fields;
  private final RowCheck check;
  private final Optional<HtmlLink> further;

  HtmlDetail(Recipe recipe, Detail detail) {
    this.level = detail.level();
    this.layout = HtmlLayout.of(recipe.blocked(), detail.layout());
    this.fields = new HtmlFields(detail.fields());
    this.check = new RowCheck(detail.fields());
    this.further = detail.detail().map(below -> HtmlLink.of(below.link()));
  }

  /// @param row as the levels above have it
  Result<Extraction> extract(Document page, Row row, PageBudget budget) {
    Map<String, Object> texts = new LinkedHashMap<>(row.fields());
    texts.putAll(fields.texts(page, budget));
    Row more = new Row(row.position(), texts);
    Optional<Rejection> fault = layout.fault(page, budget).or(() -> check.fault(more));
    return fault.isPresent()
        ? new Result.Rejected<>(fault.get())
        : Result.ok(extraction(more, HtmlLink.in(page, further, budget)));
  }

  private Extraction extraction(Row row, FoundLink link) {
    return new Extraction(
        List.of(link.taken(row, level + 1)), List.of(), Optional.empty(), link.bad());
  }
}
