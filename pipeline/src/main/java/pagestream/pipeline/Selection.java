package pagestream.pipeline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which failures are wanted.
///
/// @param filters values by their names in [#FILTERS]
/// @param cursor of a list, from which on they are wanted; empty for all
public record Selection(Map<String, String> filters, Optional<String> cursor) {
  public static final String STAGE = "stage";
  public static final String REASON = "reason";
  public static final String STATUS = "status";
  public static final String RUN = "run";
  public static final String REDRIVE = "redrive";
  public static final String SOURCE = "source";
  public static final String RECIPE = "recipe";

  /// What failures are chosen by, and the words that each takes; none where it takes any text.
  public static final Map<String, List<String>> FILTERS = words();

  private static Map<String, List<String>> words() {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    filters.put(STAGE, Arrays.stream(Stage.values()).map(Stage::label).toList());
    filters.put(REASON, Arrays.stream(Reason.values()).map(Reason::name).toList());
    filters.put(STATUS, Arrays.stream(FailureStatus.values()).map(FailureStatus::label).toList());
    filters.put(RUN, List.of());
    filters.put(REDRIVE, List.of());
    filters.put(SOURCE, List.of());
    filters.put(RECIPE, List.of());
    return filters;
  }

  /// All that pass the filters.
  public static Selection of(Map<String, String> filters) {
    return new Selection(filters, Optional.empty());
  }

  /// The same, with a filter more.
  public Selection with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(filters);
    more.put(name, value);
    return new Selection(more, cursor);
  }

  /// The same, from a cursor on.
  public Selection from(String next) {
    return new Selection(filters, Optional.of(next));
  }
}
