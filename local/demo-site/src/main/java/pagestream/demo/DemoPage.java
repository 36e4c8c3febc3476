package pagestream.demo;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes movies as the demo site's page, in one of its two layouts, for bytes of a charset: what
/// that lacks becomes a numeric character reference.
final class DemoPage {
  /// The site's two layouts: a table, and blocks of labels and values.
  enum Layout {
    TABLE,
    BLOCKS
  }

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Invented movies</title>
      <style>
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem }
      table { border-collapse: collapse; width: 100% }
      th, td { border-bottom: 1px solid #ccc; padding: .2rem .6rem; text-align: left }
      .movie { border: 1px solid #ccc; margin: 1rem 0; padding: .5rem }
      .movieRow { display: flex; gap: 1rem } .movieRow p { margin: 0 }
      .movieRow p:first-child { color: #666; width: 10rem }
      </style>
      </head>
      <body>
      <h1>Invented movies</h1>
      <p>All movies on this page are invented; they exist to try Pagestream with.</p>
      <nav>
      <p>The same page otherwise:</p>
      <ul>
      """;

  /// A query, and what it shows.
  private static final List<Map.Entry<String, String>> VARIANTS =
      List.of(
          Map.entry("/", "the page as it is"),
          Map.entry("/?layout=second", "the second layout"),
          Map.entry("/?layout=mixed", "the second layout in one answer of five"),
          Map.entry("/?rows=10000", "many rows (0 to %d)".formatted(DemoMovies.MOST)),
          Map.entry("/?broken=10", "ten broken rows"),
          Map.entry(
              "/?delay=2s",
              "slow (up to %ds, or in ms)".formatted(DemoQuery.LONGEST_DELAY.toSeconds())),
          Map.entry("/?status=503", "an error (200 to 599)"),
          Map.entry("/?empty=true", "an empty answer"),
          Map.entry("/?charset=windows-1251", "not in the charset it claims"),
          Map.entry("/?type=pdf", "not HTML (json or pdf)"),
          Map.entry("/?size=20", "20 MB of filler (0 to %d)".formatted(DemoQuery.MOST_MEGABYTES)),
          Map.entry("/?redirect=/?rows=5", "a redirect"));

  private static final String TAIL = "</body>\n</html>\n";

  private final CharsetEncoder encoder;

  DemoPage(Charset charset) {
    this.encoder = charset.newEncoder();
  }

  /// Each movie is the text of its fields by name; a field it lacks has no element.
  String html(Layout layout, List<Map<String, String>> movies) {
    return HEAD
        + VARIANTS.stream().map(this::link).collect(Collectors.joining())
        + "</ul>\n</nav>\n"
        + switch (layout) {
          case TABLE -> table(movies);
          case BLOCKS -> blocks(movies);
        }
        + TAIL;
  }

  private String link(Map.Entry<String, String> variant) {
    return "<li><a href=\"%s\">%s</a>: %s</li>\n"
        .formatted(variant.getKey(), variant.getKey(), escape(variant.getValue()));
  }

  private String table(List<Map<String, String>> movies) {
    StringBuilder html = new StringBuilder("<table class=\"movieTable\">\n<thead>\n<tr>");
    DemoMovies.FIELDS.forEach(field -> html.append(" <th>").append(field).append("</th>"));
    html.append(" </tr>\n</thead>\n<tbody>\n");
    for (Map<String, String> movie : movies) {
      html.append("<tr>");
      movie.forEach((field, text) -> html.append(cell(field, text)));
      html.append(" </tr>\n");
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  private String cell(String field, String text) {
    return " <td class=\"" + field + "\">" + escape(text) + "</td>";
  }

  private String blocks(List<Map<String, String>> movies) {
    StringBuilder html = new StringBuilder();
    for (Map<String, String> movie : movies) {
      html.append("<div class=\"movie\">\n");
      movie.forEach((field, text) -> html.append(block(field, text)));
      html.append("</div>\n");
    }
    return html.toString();
  }

  private String block(String field, String text) {
    return "<div class=\"movieRow "
        + field
        + "\"><p>"
        + field
        + "</p><p>"
        + escape(text)
        + "</p></div>\n";
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
