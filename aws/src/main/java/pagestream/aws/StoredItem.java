package pagestream.aws;

import java.util.Map;
import java.util.Optional;

/// What an item of a table says, as far as this version can read it. Another version may have
/// written it otherwise, and so may somebody by hand.
///
/// @param <T> what such items say
public sealed interface StoredItem<T> {
  /// It says this.
  record Known<T>(T what) implements StoredItem<T> {}

  /// This version cannot read it.
  ///
  /// @param attributes as they stand there
  /// @param why it cannot be read: what was expected, and what was found
  record Unreadable<T>(Map<String, Object> attributes, String why) implements StoredItem<T> {}

  /// Empty where it cannot be read.
  default Optional<T> known() {
    return switch (this) {
      case Known<T>(T what) -> Optional.of(what);
      case Unreadable<T> odd -> Optional.empty();
    };
  }
}
