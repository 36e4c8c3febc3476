package pagestream.scraper;

import java.util.Map;
import java.util.TreeMap;
import pagestream.pipeline.Failure;

/// How many failures a redrive would send again, by what they are.
final class FailureCount {
  private final Map<String, Integer> recipes = new TreeMap<>();
  private final Map<String, Integer> stages = new TreeMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int failures;
  private int rows;
  private boolean isPartial;

  void add(Failure failure) {
    failures++;
    rows += failure.rows();
    if (failure.origin() != null) {
      recipes.merge(failure.origin().recipe(), 1, Integer::sum);
    }
    stages.merge(failure.stage().label(), 1, Integer::sum);
    reasons.merge(failure.reason().name(), 1, Integer::sum);
  }

  /// There are more than were counted.
  void isPartial(boolean partial) {
    isPartial = partial;
  }

  int failures() {
    return failures;
  }

  int rows() {
    return rows;
  }

  Map<String, Integer> recipes() {
    return recipes;
  }

  Map<String, Integer> stages() {
    return stages;
  }

  Map<String, Integer> reasons() {
    return reasons;
  }

  boolean isPartial() {
    return isPartial;
  }
}
