package pagestream.local;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/// The terminal: one line per event, with its time and whom it is of.
final class Console {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  Consumer<String> of(String name) {
    return line -> event(name, line);
  }

  private void event(String name, String line) {
    say("%s %-10s %s".formatted(TIME.format(LocalTime.now(ZoneId.systemDefault())), name, line));
  }
}
