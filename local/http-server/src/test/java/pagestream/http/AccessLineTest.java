package pagestream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccessLineTest {
  @Test
  void nothingThatAClientSaysIsALineOfItsOwnOrSteersATerminal() {
    AccessLine line =
        new AccessLine("GET /a\u202E\u2028\033[2J", 200, Duration.ofMillis(3), "b\r\nforged 200");

    assertThat(line.text())
        .isEqualTo("GET /a\\u202E\\u2028\\u001B[2J 200 3 ms (b\\u000D\\u000Aforged 200)");
  }
}
