package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionTest {
  @Test
  void aMessageStandsAsItIs() {
    assertThat(new Rejection(Reason.PAGE_STATUS, "expected 200, found 404").message())
        .isEqualTo("expected 200, found 404");
  }

  @Test
  void ofAMessageWithoutEndTheBeginningIsKept() {
    assertThat(NotFollowed.SIZE.rejection("https://example.org/" + "a".repeat(1 << 20)).message())
        .startsWith("expected https://example.org/aaa")
        .endsWith("a…")
        .hasSize(Rejection.MAX_MESSAGE + 1);
  }
}
