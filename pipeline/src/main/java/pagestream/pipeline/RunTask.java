package pagestream.pipeline;

import java.util.Locale;
import java.util.Optional;

/// A task of a run, and what became of it.
///
/// @param end empty while it waits
public record RunTask(FoundTask task, Optional<EndedTask> end) {
  /// How things stand with a task, as people see it.
  public enum State {
    /// Its page is not fetched yet, or is under way.
    WAITING,
    /// It has ended.
    DONE,
    /// It has ended, and its page failed.
    FAILED;

    /// The name outside of Java.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The state of that label.
    public static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  public State state() {
    return end.map(task -> task.error() == null ? State.DONE : State.FAILED).orElse(State.WAITING);
  }
}
