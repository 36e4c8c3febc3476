package pagestream.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pagestream.catalog.Field;
import pagestream.encoding.Json;

/// How a record looks to the outside.
final class RecordView {
  private RecordView() {}

  /// The key first, then the fields in the recipe's order, then what the pipeline adds.
  static ObjectNode of(List<Field> fields, Map<String, Object> item) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put("id", item.get("id"));
    for (Field field : fields) {
      if (item.containsKey(field.name())) {
        ordered.put(field.name(), item.get(field.name()));
      }
    }
    new TreeMap<>(item).forEach(ordered::putIfAbsent);
    return Json.MAPPER.valueToTree(ordered);
  }

  /// An item that this version cannot read: as it stands there, and why.
  static ObjectNode unreadable(Map<String, Object> item, String why) {
    return of(List.of(), item).put("unreadable", why);
  }
}
