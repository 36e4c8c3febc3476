package pagestream.demo;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.Map;
import pagestream.http.Answer;

/// Writes HTML for bytes of a charset: what that lacks becomes a numeric character reference.
final class DemoHtml {
  /// What pages claim to be.
  static final String TYPE = "text/html; charset=utf-8";

  private final CharsetEncoder encoder;

  DemoHtml(Charset charset) {
    this.encoder = charset.newEncoder();
  }

  static Answer answer(String html) {
    return Answer.of(200, TYPE, html);
  }

  String page(DemoPage page, DemoQuery query, List<Map<String, String>> rows) {
    String content =
        """
        <h1>%s</h1>
        <p>All that this page lists is invented; it exists to try Pagestream with.</p>
        %s\
        """
            .formatted(escape(page.title()), page.content(query, rows, this));
    return document(page.title(), content);
  }

  /// @param content what stands in its body, as HTML
  String document(String title, String content) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%1$s</title>
    <style>
    body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem }
    table { border-collapse: collapse; width: 100%% }
    th, td { border-bottom: 1px solid #ccc; padding: .2rem .6rem; text-align: left }
    .movie { border: 1px solid #ccc; margin: 1rem 0; padding: .5rem }
    .movieRow { display: flex; gap: 1rem } .movieRow p { margin: 0 }
    .movieRow p:first-child { color: #666; width: 10rem }
    </style>
    </head>
    <body>
    %2$s</body>
    </html>
    """
        .formatted(escape(title), content);
  }

  /// A table whose header and classes name the fields. A field that a row lacks has no cell.
  String table(String name, List<String> fields, List<Map<String, String>> rows) {
    StringBuilder html = new StringBuilder("<table class=\"" + name + "\">\n<thead>\n<tr>");
    fields.forEach(field -> html.append(" <th>").append(field).append("</th>"));
    html.append(" </tr>\n</thead>\n<tbody>\n");
    for (Map<String, String> row : rows) {
      html.append("<tr>");
      row.forEach((field, text) -> html.append(cell(field, text)));
      html.append(" </tr>\n");
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  private String cell(String field, String text) {
    return " <td class=\"" + field + "\">" + escape(text) + "</td>";
  }

  /// Named references where pages usually have them, `&eacute;` among them.
  String escape(String text) {
    StringBuilder html = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> append(html, codePoint));
    return html.toString();
  }

  private void append(StringBuilder html, int codePoint) {
    switch (codePoint) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      case 'é' -> html.append("&eacute;");
      default -> {
        // ASCII first: it is nearly all of a page, and asking the encoder is slow.
        if (codePoint < 128 || encoder.canEncode(Character.toString(codePoint))) {
          html.appendCodePoint(codePoint);
        } else {
          html.append("&#").append(codePoint).append(';');
        }
      }
    }
  }
}
