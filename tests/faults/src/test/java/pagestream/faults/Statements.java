package pagestream.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.Origin;

/// What pages have said of records, as they were published or found unchanged.
final class Statements {
  /// @param isSentAgain after it failed
  record Statement(Origin origin, int position, String content, boolean isSentAgain) {
    private static final Comparator<Statement> ORDER =
        Comparator.comparing((Statement each) -> each.origin().page())
            .thenComparingInt(Statement::position);

    boolean isNewerThan(Statement other) {
      return ORDER.compare(this, other) > 0;
    }
  }

  private final Plan plan;
  private final Map<String, List<Statement>> byId = new HashMap<>();

  Statements(Plan plan) {
    this.plan = plan;
  }

  /// Where nothing is given up, the newest one counts alone.
  void add(String id, Statement statement) {
    List<Statement> all = byId.computeIfAbsent(id, first -> new ArrayList<>(1));
    if (statement.isSentAgain() || plan.givesUp()) {
      all.add(statement);
      return;
    }
    Optional<Statement> newest = all.stream().filter(each -> !each.isSentAgain()).findFirst();
    if (newest.isEmpty()) {
      all.add(statement);
    } else if (statement.isNewerThan(newest.get())) {
      all.set(all.indexOf(newest.get()), statement);
    }
  }

  Map<String, List<Statement>> byId() {
    return byId;
  }
}
