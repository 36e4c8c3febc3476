package pagestream.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import pagestream.encoding.Json;

/// One request that the demo site answered.
///
/// @param target the path, with the query where there is one, as sent
/// @param userAgent empty where the visitor did not say
/// @param open how many requests were under way when it arrived, itself included
public record Visit(
    Instant arrived, Instant answered, String target, int status, String userAgent, int open) {
  ObjectNode view() {
    return Json.MAPPER
        .createObjectNode()
        .put("arrived", arrived.toString())
        .put("answered", answered.toString())
        .put("target", target)
        .put("status", status)
        .put("userAgent", userAgent)
        .put("open", open);
  }
}
