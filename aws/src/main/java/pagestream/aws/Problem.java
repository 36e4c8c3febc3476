package pagestream.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import pagestream.pipeline.Json;
import pagestream.pipeline.Reason;

/// What went wrong with a request: `application/problem+json` ([RFC
/// 9457](https://www.rfc-editor.org/rfc/rfc9457)).
///
/// @param type a URI that names the kind of problem
/// @param detail what was expected, what was found, and what to do
/// @param error id in the error table, where something was kept
public record Problem(
    String type, String title, int status, String detail, Optional<String> error) {

  /// One that its status says enough about.
  public static Problem of(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail, Optional.empty());
  }

  public static Problem badRequest(String detail) {
    return of(400, "Bad Request", detail);
  }

  public static Problem notFound(String detail) {
    return of(404, "Not Found", detail);
  }

  /// A fault outside that may pass; nothing internal is told.
  public static Problem unavailable() {
    return of(503, "Service Unavailable", "A table or stream did not answer. Try again shortly.");
  }

  public static Problem of(int status, Reason reason, String detail, Optional<String> error) {
    String type = "urn:pagestream:reason:" + reason.name();
    return new Problem(type, reason.title(), status, detail, error);
  }

  public ObjectNode json() {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("type", type)
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    error.ifPresent(id -> json.put("error", id));
    return json;
  }
}
