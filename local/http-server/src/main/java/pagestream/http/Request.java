package pagestream.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// An HTTP request, its path and query as sent.
///
/// @param path still percent-encoded, as is the query, which is empty where there is none
/// @param headers by their names in title case (`X-Api-Key`), however the client wrote them
/// @param client the address it came from
/// @param port the one it came to
/// @param protocol `HTTP/1.1` or `HTTP/1.0`
public record Request(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    Body body,
    String client,
    int port,
    String protocol) {
  /// What a client sends after the headers, read when it is asked for.
  @FunctionalInterface
  public interface Body {
    /// At most so many bytes of it; a body that is malformed or does not come is an exception that
    /// the server itself answers.
    byte[] read(int most) throws IOException;
  }
}
