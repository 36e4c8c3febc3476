package pagestream.aws;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pagestream.pipeline.RunHead;

/// What was read of a run, unless it has more parts than are read at once, or parts that this
/// version cannot read.
///
/// @param <T> what was asked for
public sealed interface RunRead<T> {
  /// The most that is read of a run, and of all runs of a list together: as much as a function
  /// reads in a part of its time, and has memory for.
  int MAX_MEGABYTES = 80;

  /// The most that is read of each run where many are read, or where another answer will do.
  int FEW_MEGABYTES = MAX_MEGABYTES / Parallel.AT_A_TIME;

  /// All of it.
  record Whole<T>(T what) implements RunRead<T> {}

  /// Its parts are too many to be read at once, alone or with those of the runs before it. It has
  /// not settled as far as anybody knows.
  record TooLarge<T>(RunHead head, Optional<Instant> cancelledAt) implements RunRead<T> {
    /// What was expected, what was found, and what to do.
    public String message() {
      return String.format(
          Locale.ROOT,
          "run %s of source %s, which began at %s: expected at most %d MB of parts, found more;"
              + " see its records and errors instead, and keep such runs smaller by limits.pages",
          head.run(),
          head.source(),
          head.startedAt(),
          MAX_MEGABYTES);
    }
  }

  /// Another version of Pagestream, or somebody by hand, has written a part of it otherwise than
  /// this version reads it.
  ///
  /// @param head what its head has, as it stands there
  /// @param why what was expected, and what was found
  record Unreadable<T>(String run, Map<String, Object> head, String why) implements RunRead<T> {
    /// What was expected, what was found, and what to do.
    public String message() {
      return "run %s cannot be read: %s; see its records and errors instead".formatted(run, why);
    }
  }

  /// Empty where it was not read.
  default Optional<T> whole() {
    return switch (this) {
      case Whole<T>(T what) -> Optional.of(what);
      case TooLarge<T> large -> Optional.empty();
      case Unreadable<T> odd -> Optional.empty();
    };
  }

  /// The same, of something else that is made of it.
  default <R> RunRead<R> map(Function<T, R> change) {
    return switch (this) {
      case Whole<T>(T what) -> new Whole<>(change.apply(what));
      case TooLarge<T>(RunHead head, Optional<Instant> cancelledAt) ->
          new TooLarge<>(head, cancelledAt);
      case Unreadable<T>(String run, Map<String, Object> head, String why) ->
          new Unreadable<>(run, head, why);
    };
  }
}
