package pagestream.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A URL's query, decoded: every value of every name, in the order they came.
public record Query(Map<String, List<String>> values) {
  public static Query parse(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values
            .computeIfAbsent(Percent.decodeQuery(name), key -> new ArrayList<>())
            .add(Percent.decodeQuery(value));
      }
    }
    return new Query(values);
  }

  /// The last value wins, as at API Gateway.
  public Optional<String> last(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getLast);
  }
}
