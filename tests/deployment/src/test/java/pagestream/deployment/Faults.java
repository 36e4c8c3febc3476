package pagestream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// What a rule finds: where, what was expected, and what stands there.
final class Faults {
  private final List<String> found = new ArrayList<>();

  List<String> found() {
    return List.copyOf(found);
  }

  void expect(boolean kept, String where, String expected, Object found) {
    if (!kept) {
      this.found.add("%s: expected %s, found %s".formatted(where, expected, found));
    }
  }

  /// Numbers and texts alike: CloudFormation takes either.
  void equal(String where, String expected, JsonNode found) {
    String text =
        found.isMissingNode() ? "none" : found.isValueNode() ? found.asText() : "" + found;
    expect(expected.equals(text), where, expected, text);
  }

  void between(String where, int least, int most, JsonNode found) {
    expect(
        found.isNumber() && found.asInt() >= least && found.asInt() <= most,
        where,
        least == most ? "" + least : "a number from " + least + " to " + most,
        found.isMissingNode() ? "none" : found);
  }

  /// In any order; each that is missing or too many is a fault of its own.
  void same(String where, Collection<String> expected, Collection<String> found) {
    for (String each : new TreeSet<>(expected)) {
      expect(found.contains(each), where, each, "none");
    }
    for (String each : new TreeSet<>(found)) {
      expect(expected.contains(each), where, "no further", each);
    }
  }
}
