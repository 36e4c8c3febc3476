package pagestream.local;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import pagestream.encoding.Printable;

/// The terminal, or whatever takes its place: one line per event, with its time and whom it is of.
/// On a terminal, a last line shows what goes on and is rewritten in place.
final class Console {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /// A line that wraps could not be rewritten.
  private static final int MAX_WIDTH = 79;

  /// Back to the start of the line, and all of it erased.
  private static final String ERASE = "\r\033[K";

  private final PrintStream out;
  private final boolean isTerminal;
  private String lastLine = "";

  Console(PrintStream out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /// The process's own. Some versions of Java have no console where there is no terminal.
  ///
  /// @param out standard output
  static Console on(PrintStream out) {
    return new Console(
        out, Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent());
  }

  boolean isTerminal() {
    return isTerminal;
  }

  synchronized void say(String line) {
    out.println((lastLine.isEmpty() ? "" : ERASE) + line);
    out.print(lastLine);
    out.flush();
  }

  /// Rewrites a terminal's last line; an empty text takes it away.
  synchronized void rewrite(String line) {
    if (isTerminal && !(lastLine.isEmpty() && line.isEmpty())) {
      lastLine = line.substring(0, Math.min(line.length(), MAX_WIDTH));
      out.print(ERASE + lastLine);
      out.flush();
    }
  }

  Consumer<String> of(String name) {
    return line -> event(name, line);
  }

  /// The words of pages, callers and exceptions must not forge a second line, or steer a terminal.
  private void event(String name, String line) {
    say(
        String.format(
            Locale.ROOT,
            "%s %-10s %s",
            TIME.format(LocalTime.now(ZoneId.systemDefault())),
            name,
            Printable.of(line.replace("\t", "    "))));
  }
}
