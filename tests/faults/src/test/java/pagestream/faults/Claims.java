package pagestream.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import pagestream.memory.InMemoryFailures;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Selection;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.Task;

/// Failures as they are sent again, by one run at a time.
final class Claims implements StoredFailures {
  private final InMemoryFailures failures;
  private final Mishaps mishaps;
  private final boolean isAnybodys;
  private final List<String> wrong = new ArrayList<>();

  Claims(InMemoryFailures failures, Mishaps mishaps, Flaw flaw) {
    this.failures = failures;
    this.mishaps = mishaps;
    this.isAnybodys = flaw == Flaw.ANYBODY_CLAIMS;
  }

  @Override
  public Optional<Failure> claim(String id, Task redrive, Instant at) {
    Optional<StoredFailure> before = mishaps.outside(() -> failures.find(id));
    Optional<Failure> claimed = failures.claim(id, redrive, at);
    Optional<Failure> given =
        isAnybodys ? claimed.or(() -> before.map(StoredFailure::failure)) : claimed;
    before
        .filter(each -> given.isPresent() && each.status() == FailureStatus.REDRIVEN)
        .flatMap(StoredFailure::redrive)
        .filter(run -> !run.equals(redrive.run()))
        .ifPresent(run ->
            wrong.add(
                "failure %s is given to run %s, while run %s is to send it again"
                    .formatted(id, redrive.run(), run)));
    return given;
  }

  /// What was given to two runs at once.
  List<String> wrong() {
    return wrong;
  }

  @Override
  public Optional<StoredFailure> find(String id) {
    return failures.find(id);
  }

  @Override
  public Part list(Selection selection, int limit) {
    return failures.list(selection, limit);
  }

  @Override
  public void resolve(Collection<String> ids, String run) {
    failures.resolve(ids, run);
  }
}
