package pagestream.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pagestream.aws.Slice;
import pagestream.encoding.Json;

/// How the items of a list look to the outside.
final class SliceView {
  private SliceView() {}

  static <T> ObjectNode of(Slice<T> slice, Function<T, ObjectNode> view) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode items = json.putArray("items");
    slice.items().stream().map(view).forEach(items::add);
    return json.put("next", slice.next().orElse(null));
  }

  static <T> ObjectNode ofAll(Collection<T> all, Function<T, ObjectNode> view) {
    return of(new Slice<>(List.copyOf(all), Optional.empty()), view);
  }
}
