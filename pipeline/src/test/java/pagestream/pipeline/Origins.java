package pagestream.pipeline;

import java.util.HashMap;
import java.util.Map;

/// Origins for tests, which name only the fields that they are about.
public final class Origins {
  private Origins() {}

  /// Any origin, with some of its fields by name.
  public static Origin of(Map<String, String> fields) {
    return with(Samples.ORIGIN, fields);
  }

  /// The same, but for some of its fields.
  public static Origin with(Origin origin, Map<String, String> fields) {
    Map<String, String> texts = new HashMap<>(origin.texts());
    texts.putAll(fields);
    if (texts.size() > origin.texts().size()) {
      throw new AssertionError("expected fields of Origin, found " + fields.keySet());
    }
    return Origin.of(texts);
  }
}
