package pagestream.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import pagestream.pipeline.Json;

/// What a server itself says of a request that went wrong, as problem details (RFC 9457).
public record Problem(int status, String title, String detail) {
  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad Request", detail);
  }

  public static Problem notFound(String detail) {
    return new Problem(404, "Not Found", detail);
  }

  public static Problem methodNotAllowed(String detail) {
    return new Problem(405, "Method Not Allowed", detail);
  }

  public static Problem tooLarge(String detail) {
    return new Problem(413, "Content Too Large", detail);
  }

  /// API Gateway's own words: what went wrong inside is not the client's to know.
  public static Problem internal(int status) {
    return new Problem(
        status, status == 502 ? "Bad Gateway" : "Internal Server Error", "Internal server error");
  }

  public static Problem timeout() {
    return new Problem(504, "Gateway Timeout", "Endpoint request timed out");
  }

  public Answer answer() {
    var body = pagestream.aws.Problem.of(status, title, detail).json();
    try {
      return Answer.of(status, "application/problem+json", Json.MAPPER.writeValueAsBytes(body))
          .with("Access-Control-Allow-Origin", "*");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
