package pagestream.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The demo site's first page: movies, in a table, or in blocks of labels and values.
final class MoviesPage implements DemoPage {
  private final RandomGenerator random;

  /// `random` chooses the layout where it is mixed.
  MoviesPage(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String title() {
    return "Invented movies";
  }

  @Override
  public Set<String> without() {
    return Set.of();
  }

  @Override
  public List<Map<String, String>> rows(DemoQuery query, int shown) {
    return DemoFlaw.spread(
        DemoMovies.first(query.rows(), shown).stream().map(DemoMovies.Movie::cells).toList(),
        query.broken());
  }

  @Override
  public String content(DemoQuery query, List<Map<String, String>> rows, DemoHtml html) {
    return DemoIndex.html(html)
        + (isSecond(query)
            ? blocks(rows, html)
            : html.table("movieTable", DemoMovies.FIELDS, rows));
  }

  private boolean isSecond(DemoQuery query) {
    return switch (query.layout()) {
      case FIRST -> false;
      case SECOND -> true;
      case MIXED -> random.nextInt(5) == 0;
    };
  }

  private static String blocks(List<Map<String, String>> movies, DemoHtml escaping) {
    StringBuilder html = new StringBuilder();
    for (Map<String, String> movie : movies) {
      html.append("<div class=\"movie\">\n");
      movie.forEach((field, text) -> html.append(block(field, text, escaping)));
      html.append("</div>\n");
    }
    return html.toString();
  }

  private static String block(String field, String text, DemoHtml html) {
    return "<div class=\"movieRow "
        + field
        + "\"><p>"
        + field
        + "</p><p>"
        + html.escape(text)
        + "</p></div>\n";
  }
}
