package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTest {
  private static final Result<Integer> REJECTED =
      Result.rejected(Reason.VALUE_INVALID, "expected a number, found \"x\"");

  @Test
  void aValueIsHandedOn() {
    assertThat(Result.ok(20).map(value -> value + 1)).isEqualTo(Result.ok(21));
    assertThat(Result.ok(20).flatMap(value -> REJECTED)).isEqualTo(REJECTED);
  }

  @Test
  void aRejectionStaysWhatItIs() {
    assertThat(REJECTED.map(value -> value + 1)).isEqualTo(REJECTED);
    assertThat(REJECTED.flatMap(Result::ok)).isEqualTo(REJECTED);
  }
}
