package pagestream.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One of the demo site's pages: its rows, and how they are shown.
interface DemoPage {
  String title();

  /// The query parameters that it does not have, though others do.
  default Set<String> without() {
    return Set.of("layout", "broken");
  }

  /// The text of each row's fields by name.
  ///
  /// @param shown how many rows come before the first one
  List<Map<String, String>> rows(DemoQuery query, int shown);

  /// A row, of a text for each of its fields.
  static Map<String, String> row(List<String> fields, String... texts) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i++) {
      row.put(fields.get(i), texts[i]);
    }
    return row;
  }

  /// What stands on the page below its title.
  String content(DemoQuery query, List<Map<String, String>> rows, DemoHtml html);
}
