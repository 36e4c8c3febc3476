package pagestream.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pagestream.encoding.Json;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of one slice: at most as many as were asked for, and as one answer of Lambda's
/// carries.
final class SliceItems {
  /// Lambda answers with at most 6 MB; room is left for what is around the items.
  static final int MAX_BYTES = 5 << 20;

  private final List<Map<String, AttributeValue>> items = new ArrayList<>();
  private final int limit;
  private int bytes;

  SliceItems(int limit) {
    this.limit = limit;
  }

  /// Takes them in order, and says whether there was room for all. A first item always has room:
  /// none is larger than 400 KB.
  boolean addAll(List<Map<String, AttributeValue>> more) {
    for (Map<String, AttributeValue> item : more) {
      bytes += size(item);
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

  List<Map<String, AttributeValue>> items() {
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
