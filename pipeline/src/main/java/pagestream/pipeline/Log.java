package pagestream.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One line per event, for the people who run this.
public interface Log {
  /// How much it matters.
  enum Level {
    DEBUG,
    INFO,
    WARN
  }

  /// An event.
  ///
  /// @param about what it belongs to, for those who search: `run`, `task`, `page`, `batch`
  /// @param fault that caused it
  record Line(Level level, String message, Map<String, String> about, Optional<Throwable> fault) {
    Line(Level level, String message) {
      this(level, message, Map.of(), Optional.empty());
    }

    private Line about(Map<String, String> more) {
      Map<String, String> all = new LinkedHashMap<>(more);
      all.putAll(about);
      return new Line(level, message, all, fault);
    }
  }

  void write(Line line);

  /// The same log, for events that belong to this.
  default Log about(Map<String, String> what) {
    return line -> write(line.about(what));
  }

  default void info(String message) {
    write(new Line(Level.INFO, message));
  }

  default void warn(String message) {
    write(new Line(Level.WARN, message));
  }

  default void debug(String message) {
    write(new Line(Level.DEBUG, message));
  }

  /// An exception that is not thrown on.
  default void fault(String what, Throwable fault) {
    write(new Line(Level.WARN, what + ": " + fault, Map.of(), Optional.of(fault)));
  }
}
