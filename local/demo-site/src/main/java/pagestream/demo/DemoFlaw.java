package pagestream.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What may be wrong with a row of the demo site; the movies recipe refuses each of them.
enum DemoFlaw {
  NO_ID {
    @Override
    void spoil(Map<String, String> cells) {
      cells.remove("id");
    }
  },
  YEAR_IN_WORDS {
    @Override
    void spoil(Map<String, String> cells) {
      cells.put("startYear", "next year");
    }
  },
  NO_TITLE {
    @Override
    void spoil(Map<String, String> cells) {
      cells.remove("primaryTitle");
    }
  },
  YEAR_BEFORE_FILM {
    @Override
    void spoil(Map<String, String> cells) {
      cells.put("startYear", "1492");
    }
  };

  abstract void spoil(Map<String, String> cells);

  /// Spoils `count` of the rows, spread over all of them, with every flaw in turn.
  static List<Map<String, String>> spread(List<Map<String, String>> rows, int count) {
    List<Map<String, String>> spoiled = new ArrayList<>(rows);
    for (int i = 0; i < count; i++) {
      int position = (int) ((long) i * rows.size() / count);
      Map<String, String> cells = new LinkedHashMap<>(rows.get(position));
      values()[i % values().length].spoil(cells);
      spoiled.set(position, cells);
    }
    return spoiled;
  }
}
