package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CursorKeyIT extends WithTables {

  private CursorKey ofAProcess() {
    return new CursorKey(made.dynamo(), made.runTable());
  }

  @Test
  void allProcessesOfAStackHaveTheSameKey() {
    byte[] first = ofAProcess().get();

    assertThat(first).hasSize(32);
    assertThat(ofAProcess().get()).isEqualTo(first);
  }
}
