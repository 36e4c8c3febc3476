package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorKeyIT extends WithTables {

  private CursorKey ofAProcess() {
    return new CursorKey(made.dynamo(), made.runTable());
  }

  @Test
  void processesThatMakeOneAtOnceHaveTheSame() {
    List<byte[]> keys =
        Parallel.map(IntStream.range(0, 20).boxed().toList(), i -> ofAProcess().get());

    assertThat(keys).allSatisfy(key -> assertThat(key).isEqualTo(keys.getFirst()));
  }

  @Test
  void eachStackMakesAnotherOne() {
    byte[] first = ofAProcess().get();
    Calls.delete(made.dynamo(), made.runTable(), RunItems.key("cursors", "key"));

    assertThat(ofAProcess().get()).hasSize(first.length).isNotEqualTo(first);
  }

  @Test
  void allProcessesOfAStackHaveTheSameKey() {
    byte[] first = ofAProcess().get();

    assertThat(first).hasSize(32);
    assertThat(ofAProcess().get()).isEqualTo(first);
  }
}
