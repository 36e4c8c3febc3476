package pagestream.emulator.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import pagestream.http.Percent;
import pagestream.http.Query;
import pagestream.http.Request;

/// A request as it reached the gateway: the path as sent, the query decoded.
record GatewayRequest(
    String id,
    Instant time,
    String method,
    String path,
    Query query,
    Map<String, List<String>> headers,
    String sourceIp,
    String protocol) {
  /// They speak of the connection and end at the gateway (RFC 9110, 7.6.1).
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "Connection",
          "Expect",
          "Http2-Settings",
          "Keep-Alive",
          "Te",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade");

  /// Throws an [IllegalArgumentException] when the URL is malformed. API Gateway hands path
  /// parameters on as sent, so the path is only held to be percent-encoded UTF-8.
  static GatewayRequest of(Request http) {
    String ignored = Percent.decodePath(http.path());
    return new GatewayRequest(
        UUID.randomUUID().toString(),
        Instant.now(),
        http.method(),
        http.path(),
        Query.parse(http.query()),
        headers(http),
        http.client(),
        http.protocol());
  }

  /// The last value of a header, or `otherwise`.
  String header(String name, String otherwise) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? otherwise : values.getLast();
  }

  private static Map<String, List<String>> headers(Request http) {
    Map<String, List<String>> headers = new LinkedHashMap<>(http.headers());
    headers.keySet().removeAll(HOP_BY_HOP);
    List<String> hops = new ArrayList<>(headers.getOrDefault("X-Forwarded-For", List.of()));
    hops.add(http.client());
    headers.put("X-Forwarded-For", List.of(String.join(", ", hops)));
    headers.put("X-Forwarded-Port", List.of(Integer.toString(http.port())));
    headers.put("X-Forwarded-Proto", List.of("http"));
    return headers;
  }
}
