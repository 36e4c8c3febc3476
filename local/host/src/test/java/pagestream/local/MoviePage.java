package pagestream.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page in the workshop's layout, with rows of a test's own.
final class MoviePage {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "primaryTitle",
          "originalTitle",
          "isAdult",
          "startYear",
          "runtimeMinutes",
          "genres");

  private MoviePage() {}

  /// Cells are HTML, in the order of the columns.
  static String of(Stream<List<String>> rows) {
    return """
    <!DOCTYPE html>
    <html><head><meta charset="utf-8"><title>Movies</title></head><body>
    <table class="movieTable">
    <thead><tr>%s</tr></thead>
    <tbody>
    %s
    </tbody></table></body></html>
    """
        .formatted(
            COLUMNS.stream().map("<th>%s</th>"::formatted).collect(Collectors.joining()),
            rows.map(MoviePage::row).collect(Collectors.joining("\n")));
  }

  private static String row(List<String> cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      row.append("<td class=\"%s\">%s</td>".formatted(COLUMNS.get(i), cells.get(i)));
    }
    return row.append("</tr>").toString();
  }

  /// The row with another value in a column.
  static List<String> with(String column, String value, List<String> row) {
    List<String> cells = new ArrayList<>(row);
    cells.set(COLUMNS.indexOf(column), value);
    return List.copyOf(cells);
  }

  static List<String> numbered(int n) {
    return List.of(
        "tt%07d".formatted(n),
        "Movie &#8470; " + n,
        n % 3 == 0 ? "N/A" : "Фильм " + n,
        n % 2 == 0 ? "True" : "False",
        n % 7 == 0 ? "N/A" : Integer.toString(1900 + n % 120),
        n % 5 == 0 ? "N/A" : Integer.toString(60 + n % 90),
        n % 4 == 0 ? "Drama" : "Comedy,Sci-Fi");
  }
}
