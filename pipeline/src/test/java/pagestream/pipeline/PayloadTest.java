package pagestream.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {
  @ParameterizedTest
  @CsvSource({
    "text/html, text/html",
    "TEXT/HTML;charset=utf-8, text/html",
    "application/xhtml+xml, text/html",
    "application/json, text/plain",
    "'', text/plain"
  })
  void whatWasReceivedIsTextWhereItIsUtf8(String claimed, String contentType) {
    Payload received = Payload.received(claimed, "<p>nö</p>".getBytes(UTF_8));

    assertThat(received.contentType()).isEqualTo(contentType);
    assertThat(received.bytes()).asString(UTF_8).isEqualTo("<p>nö</p>");
  }

  @Test
  void whatIsNotUtf8StaysAsItCame() {
    byte[] latin = "<p>nö</p>".getBytes(ISO_8859_1);

    assertThat(Payload.received("text/html", latin).contentType()).isEqualTo(Payload.BYTES);
    assertThat(Payload.received("text/html", latin).bytes()).isEqualTo(latin);
  }
}
