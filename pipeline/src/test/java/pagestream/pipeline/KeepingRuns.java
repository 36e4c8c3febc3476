package pagestream.pipeline;

import java.util.ArrayList;
import java.util.List;

/// Runs for tests of what only ends them: keeps each outcome, and begins none.
public final class KeepingRuns implements Runs {
  private final List<Outcome> outcomes = new ArrayList<>();

  public List<Outcome> outcomes() {
    return outcomes;
  }

  @Override
  public void begin(RunHead head) {
    throw new AssertionError("expected no run to begin, found " + head);
  }

  @Override
  public void add(Outcome outcome) {
    outcomes.add(outcome);
  }
}
