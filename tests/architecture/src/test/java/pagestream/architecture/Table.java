package pagestream.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The numbers of a table in a document. Its first row heads the columns, and the first cell of
/// each other row names it.
record Table(List<List<String>> rows) {
  static Table under(Path file, String heading) throws IOException {
    return new Table(Markdown.rows(file, heading));
  }

  /// How the columns are headed, without that of the names.
  List<String> heads() {
    return rows.getFirst().subList(1, rows.getFirst().size());
  }

  /// @param column counted from 0, without that of the names
  double number(String name, int column) {
    return number(row(name).get(column + 1));
  }

  /// The sum of a column over the rows that have this text in the second cell.
  ///
  /// @param column counted from 0, without the first two
  double sum(String second, int column) {
    List<List<String>> of = rows.stream().filter(row -> row.get(1).equals(second)).toList();
    if (of.isEmpty()) {
      throw new IllegalArgumentException("expected rows with \"" + second + "\", found none");
    }
    return of.stream().mapToDouble(row -> number(row.get(column + 2))).sum();
  }

  private List<String> row(String name) {
    return rows.stream()
        .filter(row -> row.getFirst().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected a row \"" + name + "\", found none"));
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(",", ""));
  }
}
