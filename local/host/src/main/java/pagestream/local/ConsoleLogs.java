package pagestream.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Brings what the host's own classes log, as the event source mappings do, to the console, in
/// place of standard error.
final class ConsoleLogs extends Handler implements AutoCloseable {
  /// Held strongly: the log manager forgets a logger that nobody references.
  private static final Logger PAGESTREAM = Logger.getLogger("pagestream");

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Consumer<String> console;

  private ConsoleLogs(Consumer<String> console) {
    this.console = console;
  }

  /// Until it is closed.
  static ConsoleLogs to(Consumer<String> console) {
    ConsoleLogs logs = new ConsoleLogs(console);
    PAGESTREAM.setUseParentHandlers(false);
    PAGESTREAM.addHandler(logs);
    return logs;
  }

  @Override
  public void publish(LogRecord event) {
    console.accept(formatter.formatMessage(event) + thrown(event));
  }

  /// What is expected to pass is told in a line; of an error it matters where it came from.
  private static String thrown(LogRecord event) {
    Throwable thrown = event.getThrown();
    if (thrown == null) {
      return "";
    }
    if (event.getLevel().intValue() < Level.SEVERE.intValue()) {
      return ": " + thrown;
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return ": " + trace.toString().strip();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    PAGESTREAM.removeHandler(this);
    PAGESTREAM.setUseParentHandlers(true);
  }
}
