package pagestream.pipeline;

import java.util.function.Function;

/// What became of something that may be rejected: a value, or why there can never be one.
public sealed interface Result<T> {
  record Ok<T>(T value) implements Result<T> {}

  record Rejected<T>(Rejection why) implements Result<T> {}

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> rejected(Reason reason, String message) {
    return new Rejected<>(new Rejection(reason, message));
  }

  /// The same result of what the function makes of the value.
  default <U> Result<U> flatMap(Function<? super T, Result<U>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Rejected<T>(Rejection why) -> new Rejected<>(why);
    };
  }

  default <U> Result<U> map(Function<? super T, ? extends U> next) {
    return flatMap(value -> new Ok<>(next.apply(value)));
  }
}
