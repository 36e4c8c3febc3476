package pagestream.catalog;

import java.util.List;

/// The query parameters that the API gives a meaning of its own. A field has a filter of its name,
/// so that no field may be called by one of them.
public final class QueryWords {
  public static final String LIMIT = "limit";
  public static final String CURSOR = "cursor";
  public static final String SORT = "sort";
  public static final String ORDER = "order";

  static final List<String> ALL = List.of(LIMIT, CURSOR, SORT, ORDER);

  private QueryWords() {}
}
