package pagestream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final String ERASE = "\r\033[K";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Console console(boolean isTerminal) {
    return new Console(new PrintStream(printed, false, UTF_8), isTerminal);
  }

  private String printed() {
    return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void aLineThatIsRewrittenStaysTheLast() {
    Console console = console(true);
    console.rewrite("1 of 9");
    console.say("a warning");
    console.rewrite("2 of 9");
    console.rewrite("");
    console.say("done");

    assertThat(printed())
        .isEqualTo(
            "%s1 of 9%sa warning\n1 of 9%s2 of 9%sdone\n".formatted(ERASE, ERASE, ERASE, ERASE));
  }

  @Test
  void nothingIsErasedWhereNothingWasWritten() {
    Console console = console(true);
    console.rewrite("");
    console.say("a line");

    assertThat(printed()).isEqualTo("a line\n");
  }

  @Test
  void aLineIsCutWhereATerminalWouldWrapIt() {
    console(true).rewrite("x".repeat(200));

    assertThat(printed()).isEqualTo(ERASE + "x".repeat(79));
  }

  @Test
  void anEventIsOneLineAndSteersNoTerminalWhateverItSays() {
    console(false).of("schedule").accept("a\n23:59:59.999 api forged\r\033[2J\u202Eb\tc");

    assertThat(printed())
        .endsWith(" schedule   a\\u000A23:59:59.999 api forged\\u000D\\u001B[2J\\u202Eb    c\n");
  }

  @Test
  void whatIsNoTerminalHasNoLineThatIsRewritten() {
    Console console = console(false);
    console.rewrite("1 of 9");
    console.of("run").accept("settled");

    assertThat(printed()).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} run        settled\n");
  }
}
