package pagestream.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagestream.problem.Problem;

/// An HTTP answer; the body comes in pieces, so that a large one may repeat the same piece.
///
/// @param note what the log is told and the client is not, or empty
public record Answer(
    int status, Map<String, List<String>> headers, List<byte[]> body, String note) {
  public Answer(int status, Map<String, List<String>> headers, List<byte[]> body) {
    this(status, headers, body, "");
  }

  public static Answer of(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, Map.of("Content-Type", List.of(contentType)), List.of(body));
  }

  public static Answer text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body + "\n");
  }

  public static Answer problem(Problem problem) {
    return secret(problem).with("Access-Control-Allow-Origin", "*");
  }

  /// One that no other site's page may read.
  static Answer secret(Problem problem) {
    return of(problem.status(), Problem.MEDIA_TYPE, problem.bytes());
  }

  public Answer with(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(name, List.of(value));
    return new Answer(status, more, body, note);
  }

  public Answer noting(String newNote) {
    return new Answer(status, headers, body, newNote);
  }

  /// In bytes.
  long length() {
    return body.stream().mapToLong(piece -> piece.length).sum();
  }
}
