package pagestream.aws;

import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import pagestream.memory.FailuresContract;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;

class FailureTableContractIT extends FailuresContract {
  @AutoClose private static final Tables TABLES = new Tables();

  private FailureTable failures;

  @Override
  protected Failures make() {
    failures = TABLES.make().failures();
    return failures;
  }

  @Override
  protected StoredFailures stored() {
    return failures;
  }

  @Override
  protected Optional<Failure> find(String id) {
    return failures.find(id).map(StoredFailure::failure);
  }
}
