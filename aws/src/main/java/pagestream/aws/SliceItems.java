package pagestream.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of one slice: at most as many as were asked for, and as one answer of Lambda's
/// carries.
///
/// @param <T> an item
final class SliceItems<T> {
  private final List<T> items = new ArrayList<>();
  private final int limit;
  private final ToIntFunction<T> size;
  private int bytes;

  /// @param size how many bytes of the answer an item takes
  SliceItems(int limit, ToIntFunction<T> size) {
    this.limit = limit;
    this.size = size;
  }

  /// Those of a table.
  static SliceItems<Map<String, AttributeValue>> ofTable(int limit) {
    return new SliceItems<>(limit, item -> HttpAnswers.size(Attributes.values(item)));
  }

  /// Takes them in order, and says whether there was room for all. A first item always has room:
  /// none is larger than 400 KB.
  boolean addAll(List<T> more) {
    for (T item : more) {
      bytes += size.applyAsInt(item);
      if (items.size() == limit || bytes > HttpAnswers.MAX_BYTES) {
        return false;
      }
      items.add(item);
    }
    return true;
  }

  int missing() {
    return limit - items.size();
  }

  List<T> items() {
    return items;
  }
}
