package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.memory.PortSamples.origin;
import static pagestream.memory.PortSamples.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.Records;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;

class InMemoryRecordsTest extends RecordsContract {
  private InMemoryRecords records;

  @Override
  protected Records make() {
    records = new InMemoryRecords(Faults.NONE, 0, record -> record.id().isEmpty());
    return records;
  }

  @Override
  protected Optional<Map<String, Object>> stored(String recipe, String id) {
    return records.find(recipe, id).map(stored -> stored.record().fields());
  }

  @Test
  void aReadThatLagsAnswersWhatWasStoredSomeWritesAgo() {
    InMemoryRecords lagging = new InMemoryRecords(Faults.NONE, 1, record -> false);

    lagging.put(origin(1), List.of(record(0, "tt1", "First")));
    assertThat(lagging.versions("movies", List.of("tt1"))).isEmpty();

    lagging.put(origin(2), List.of(record(0, "tt1", "Second")));
    assertThat(lagging.versions("movies", List.of("tt1")).get("tt1").hash())
        .isEqualTo("hash of First");
  }

  @Test
  void aPutThatFailsHasHadAsMuchEffectAsTheTestAsks() {
    assertThat(writesOf(Fault.BEFORE)).isZero();
    assertThat(writesOf(Fault.PARTLY)).isEqualTo(2);
    assertThat(writesOf(Fault.AFTER)).isEqualTo(4);
  }

  private static int writesOf(Fault fault) {
    InMemoryRecords failing = new InMemoryRecords(call -> fault, 0, record -> false);
    List<TypedRecord> four = PortSamples.records(4);

    assertThatThrownBy(() -> failing.put(origin(1), four)).isInstanceOf(TransientException.class);
    assertThatThrownBy(() -> failing.versions("movies", List.of("tt1")))
        .hasMessage("versions failed, as the test asked");
    return failing.writes();
  }
}
