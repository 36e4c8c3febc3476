package pagestream.aws;

import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import pagestream.memory.RunsContract;
import pagestream.pipeline.Run;
import pagestream.pipeline.Runs;

class RunTableContractIT extends RunsContract {
  @AutoClose private static final Tables TABLES = new Tables();

  @Override
  protected Runs make(InstantSource clock) {
    return TABLES.make().runs(clock);
  }

  @Override
  protected Optional<Run> find(Runs made, String run) {
    return ((RunTable) made).find(run).flatMap(RunRead::whole);
  }
}
