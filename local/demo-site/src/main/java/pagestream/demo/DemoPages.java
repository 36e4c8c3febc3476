package pagestream.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import pagestream.http.Answer;
import pagestream.http.Query;
import pagestream.http.Request;

/// The pages of rows, each at a path of its own.
final class DemoPages implements DemoPart {
  private static final byte[] PDF =
      "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] MEGABYTE = megabyte();

  /// By path.
  private final Map<String, Shown> shown = new TreeMap<>();

  /// A page, and how many of its fresh rows were shown.
  private record Shown(DemoPage page, AtomicInteger rows) {
    Shown(DemoPage page) {
      this(page, new AtomicInteger());
    }

    /// Fresh rows are ones nobody was shown before: the same but for their ids.
    List<Map<String, String>> rows(DemoQuery query) {
      return page.rows(query, query.fresh() ? rows.getAndAdd(query.rows()) : 0);
    }
  }

  /// @param pages by their paths
  DemoPages(Map<String, DemoPage> pages) {
    pages.forEach((path, page) -> shown.put(path, new Shown(page)));
  }

  @Override
  public Set<String> paths() {
    return shown.keySet();
  }

  @Override
  public Optional<Answer> answer(Request request) throws IOException {
    Shown page = shown.get(request.path());
    return page == null ? Optional.empty() : Optional.of(answer(page, request.query()));
  }

  private static Answer answer(Shown page, String wish) throws IOException {
    DemoQuery query = DemoQuery.of(Query.parse(wish), page.page().without());
    Pause.of(query.delay());
    if (query.redirect().isPresent()) {
      return Answer.text(302, "the page is elsewhere").with("Location", query.redirect().get());
    }
    if (query.status() != 200) {
      return Answer.text(query.status(), "status " + query.status() + ", as the query asked");
    }
    Answer answer = content(page, query);
    return query.empty() ? new Answer(200, answer.headers(), List.of()) : answer;
  }

  private static Answer content(Shown page, DemoQuery query) {
    return switch (query.type()) {
      case HTML -> html(page, query);
      case JSON -> DemoJson.list(page.rows(query).stream());
      case PDF -> Answer.of(200, "application/pdf", PDF);
    };
  }

  /// Claims UTF-8 whatever charset the bytes are in.
  private static Answer html(Shown page, DemoQuery query) {
    String html = new DemoHtml(query.charset()).page(page.page(), query, page.rows(query));
    int doctype = html.indexOf('\n') + 1;
    List<byte[]> body = new ArrayList<>();
    body.add(html.substring(0, doctype).getBytes(query.charset()));
    body.addAll(Collections.nCopies(query.megabytes(), MEGABYTE));
    body.add(html.substring(doctype).getBytes(query.charset()));
    return new Answer(200, Map.of("Content-Type", List.of(DemoHtml.TYPE)), body);
  }

  /// A comment of 1,048,576 bytes, which browsers and parsers skip.
  private static byte[] megabyte() {
    byte[] filler = new byte[1 << 20];
    Arrays.fill(filler, (byte) '.');
    byte[] start = "<!--".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "-->\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(start, 0, filler, 0, start.length);
    System.arraycopy(end, 0, filler, filler.length - end.length, end.length);
    return filler;
  }
}
