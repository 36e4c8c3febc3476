package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.first;
import static pagestream.memory.PortSamples.head;
import static pagestream.memory.PortSamples.origin;
import static pagestream.memory.PortSamples.stored;

import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.Run;
import pagestream.pipeline.Runs;
import pagestream.pipeline.TransientException;

class InMemoryRunsTest extends RunsContract {
  @Override
  protected Runs make(InstantSource clock) {
    return new InMemoryRuns(clock);
  }

  @Override
  protected Optional<Run> find(Runs made, String run) {
    return ((InMemoryRuns) made).find(run);
  }

  @Test
  void outcomesOfARunThatNobodyBeganAreKeptToo() {
    InMemoryRuns runs = new InMemoryRuns(() -> NOON);
    runs.begin(head(origin(1)), first(origin(1)));
    runs.add(stored(origin(1), 0, 3));
    runs.add(stored(origin(2), 0, 3));

    assertThat(runs.outcomes()).containsExactly(stored(origin(1), 0, 3), stored(origin(2), 0, 3));
  }

  @Test
  void aCallThatFailsHasHadItsEffectOrNoneAsTheTestAsks() {
    assertThat(outcomesDespite(Fault.BEFORE)).isZero();
    assertThat(outcomesDespite(Fault.PARTLY)).isZero();
    assertThat(outcomesDespite(Fault.AFTER)).isEqualTo(1);
  }

  private static int outcomesDespite(Fault fault) {
    InMemoryRuns failing = new InMemoryRuns(() -> NOON, call -> fault);

    assertThatThrownBy(() -> failing.add(stored(origin(1), 0, 3)))
        .isInstanceOf(TransientException.class)
        .hasMessage("add failed, as the test asked");
    assertThatThrownBy(() -> failing.find("any")).isInstanceOf(TransientException.class);
    return failing.outcomes().size();
  }
}
