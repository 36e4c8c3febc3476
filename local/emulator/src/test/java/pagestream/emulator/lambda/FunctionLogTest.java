package pagestream.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLogTest {
  @TempDir private Path folder;
  private Path file;
  private FunctionLog log;

  @BeforeEach
  void open() {
    file = folder.resolve("fn.log");
    log = new FunctionLog(file);
  }

  private String tail() {
    return new String(Base64.getDecoder().decode(log.takeTail()), UTF_8);
  }

  @Test
  void everyLineIsInTheFileAndToldOnce() {
    log.accept("one");
    log.accept("grün");

    assertThat(tail()).isEqualTo("one\ngrün\n");
    assertThat(tail()).isEmpty();
    assertThat(file).hasContent("one\ngrün\n");
  }

  @Test
  void twoEnvironmentsShareAFileButNotWhatTheyTell() {
    FunctionLog other = new FunctionLog(file);
    log.accept("one");
    other.accept("two");

    assertThat(tail()).isEqualTo("one\n");
    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void ofALongLogTheEndIsTold() {
    for (int i = 0; i < 1_000; i++) {
      log.accept("line " + i);
    }

    assertThat(tail()).hasSize(FunctionLog.TAIL_BYTES).endsWith("line 998\nline 999\n");
  }
}
