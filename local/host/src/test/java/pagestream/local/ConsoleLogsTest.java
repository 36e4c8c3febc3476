package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.emulator.mapping.EventSourceMapping;

class ConsoleLogsTest {
  private static final System.Logger MAPPING = System.getLogger(EventSourceMapping.class.getName());

  private final List<String> console = new ArrayList<>();

  @Test
  void whatAMappingLogsComesToTheConsole() {
    try (var _ = ConsoleLogs.to(console::add)) {
      MAPPING.log(Level.WARNING, "Reading {0} anew: {1}", "shard 1", "it expired");
      MAPPING.log(Level.WARNING, "Not reached", new IllegalStateException("refused"));
      MAPPING.log(Level.DEBUG, "Reading failed");
    }

    assertThat(console)
        .containsExactly(
            "Reading shard 1 anew: it expired",
            "Not reached: java.lang.IllegalStateException: refused");
  }

  @Test
  void anErrorSaysWhereItCameFrom() {
    try (var _ = ConsoleLogs.to(console::add)) {
      MAPPING.log(Level.ERROR, "Reading broke off", new IllegalStateException("bug"));
    }

    assertThat(console)
        .singleElement()
        .asString()
        .startsWith("Reading broke off: java.lang.IllegalStateException: bug")
        .contains("at pagestream.local.ConsoleLogsTest");
  }
}
