package pagestream.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import pagestream.encoding.Json;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of one slice: at most as many as were asked for, and as one answer of Lambda's
/// carries.
///
/// @param <T> an item
final class SliceItems<T> {
  /// Lambda answers with at most 6 MB; room is left for what is around the items.
  static final int MAX_BYTES = 5 << 20;

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
    return new SliceItems<>(limit, SliceItems::size);
  }

  /// Takes them in order, and says whether there was room for all. A first item always has room:
  /// none is larger than 400 KB.
  boolean addAll(List<T> more) {
    for (T item : more) {
      bytes += size.applyAsInt(item);
      if (items.size() == limit || bytes > MAX_BYTES) {
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

  /// As Lambda counts it: the answer's body is JSON that travels as a text in JSON.
  private static int size(Map<String, AttributeValue> item) {
    try {
      String json = Json.MAPPER.writeValueAsString(Attributes.values(item));
      return Json.MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8).length;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
