package pagestream.pipeline;

import java.util.List;

/// The API's own query parameters. The API also has a filter by the name of each field, so no field
/// may have one of these names.
public final class QueryWords {
  public static final String LIMIT = "limit";
  public static final String CURSOR = "cursor";
  public static final String SORT = "sort";
  public static final String ORDER = "order";

  public static final List<String> ALL = List.of(LIMIT, CURSOR, SORT, ORDER);

  private QueryWords() {}
}
