package pagestream.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Optional;
import pagestream.encoding.Json;

/// What went wrong with a request: `application/problem+json` ([RFC
/// 9457](https://www.rfc-editor.org/rfc/rfc9457)).
///
/// @param type a URI that names the kind of problem
/// @param detail what was expected, what was found, and what to do
/// @param error id in the error table, where something was kept
public record Problem(
    String type, String title, int status, String detail, Optional<String> error) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /// What is said of an unknown route, by whoever notices it.
  public static final String NO_SUCH_ROUTE = "the API has no route with this method and path";

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

  public static Problem methodNotAllowed(String detail) {
    return of(405, "Method Not Allowed", detail);
  }

  public static Problem conflict(String detail) {
    return of(409, "Conflict", detail);
  }

  public static Problem tooLarge(String detail) {
    return of(413, "Content Too Large", detail);
  }

  /// A request that is right, and can still not be answered.
  public static Problem unprocessable(String detail) {
    return of(422, "Unprocessable Content", detail);
  }

  /// API Gateway's own words: what went wrong inside is not the client's to know.
  public static Problem internal(int status) {
    return of(
        status, status == 502 ? "Bad Gateway" : "Internal Server Error", "Internal server error");
  }

  /// A fault outside that may pass.
  public static Problem unavailable(String detail) {
    return of(503, "Service Unavailable", detail);
  }

  public static Problem timeout() {
    return of(504, "Gateway Timeout", "Endpoint request timed out");
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

  public byte[] bytes() {
    try {
      return Json.MAPPER.writeValueAsBytes(json());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
