package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.memory.PortSamples.failure;
import static pagestream.memory.PortSamples.origin;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.TransientException;

class InMemoryFailuresTest extends FailuresContract {
  private InMemoryFailures failures;

  @Override
  protected Failures make() {
    failures = new InMemoryFailures();
    return failures;
  }

  @Override
  protected StoredFailures stored() {
    return failures;
  }

  @Override
  protected Optional<Failure> find(String id) {
    return failures.kept().stream().filter(failure -> failure.id().equals(id)).findAny();
  }

  @Test
  void aCallThatFailsHasHadAsMuchEffectAsTheTestAsks() {
    assertThat(keptDespite(Fault.BEFORE)).isZero();
    assertThat(keptDespite(Fault.PARTLY)).isEqualTo(2);
    assertThat(keptDespite(Fault.AFTER)).isEqualTo(4);
  }

  private static int keptDespite(Fault fault) {
    InMemoryFailures failing = new InMemoryFailures(call -> fault);
    List<Failure> four =
        IntStream.range(0, 4)
            .mapToObj(i -> failure(origin(1), Stage.WRITER, i, Reason.ITEM_REFUSED))
            .toList();

    assertThatThrownBy(() -> failing.keep(four))
        .isInstanceOf(TransientException.class)
        .hasMessage("keep failed, as the test asked");
    return failing.kept().size();
  }
}
