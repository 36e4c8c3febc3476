package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {
  @Test
  void rowsAndBytesAreAdded() {
    assertThat(new Usage(3, 500).plus(new Usage(4, 70))).isEqualTo(new Usage(7, 570));
    assertThat(new Usage(3, 500).plus(Usage.NONE)).isEqualTo(new Usage(3, 500));
  }
}
