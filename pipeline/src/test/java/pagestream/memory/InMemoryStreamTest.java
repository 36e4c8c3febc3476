package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.StreamWriter;

class InMemoryStreamTest {
  private static final List<StreamWriter.Put> FOUR =
      IntStream.range(0, 4).mapToObj(i -> new StreamWriter.Put("key " + i, new byte[0])).toList();

  @Test
  void takesRecordsInTheirOrder() {
    InMemoryStream stream = new InMemoryStream();

    assertThat(stream.put(FOUR).isEmpty()).isTrue();
    assertThat(stream.records()).isEqualTo(FOUR);
  }

  @Test
  void saysWhichRecordsFailedAndTakesAsManyAsTheTestAsks() {
    assertThat(taken(Fault.BEFORE, 0, 1, 2, 3)).isEmpty();
    assertThat(taken(Fault.AFTER, 0, 1, 2, 3)).isEqualTo(FOUR);
    assertThat(taken(Fault.PARTLY, 2, 3)).isEqualTo(FOUR.subList(0, 2));
  }

  private static List<StreamWriter.Put> taken(Fault fault, Integer... failed) {
    InMemoryStream stream = new InMemoryStream(call -> fault);

    assertThat(stream.put(FOUR).stream().boxed()).containsExactly(failed);
    return stream.records();
  }
}
