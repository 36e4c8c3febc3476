package pagestream.aws;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads items each for itself, so that one that this version cannot read keeps none of the others
/// from being read.
final class ItemReading {
  private ItemReading() {}

  static <T> StoredItem<T> of(
      Map<String, AttributeValue> item, Function<Map<String, AttributeValue>, T> reader) {
    try {
      return new StoredItem.Known<>(reader.apply(item));
    } catch (UnreadableItemException e) {
      return new StoredItem.Unreadable<>(Attributes.values(item), e.why());
    }
  }

  /// Empty where the item cannot be read.
  static <T> Optional<T> readable(
      Map<String, AttributeValue> item, Function<Map<String, AttributeValue>, T> reader) {
    return of(item, reader).known();
  }
}
