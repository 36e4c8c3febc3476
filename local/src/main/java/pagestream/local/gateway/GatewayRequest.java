package pagestream.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.local.http.Percent;
import pagestream.local.http.Query;

/// A request as it reached the gateway: the path and its segments as sent, the query decoded.
record GatewayRequest(
    String id,
    Instant time,
    String method,
    String path,
    List<String> segments,
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

  /// Throws an [IllegalArgumentException] when the URL is malformed.
  static GatewayRequest of(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    String method = exchange.getRequestMethod();
    return new GatewayRequest(
        UUID.randomUUID().toString(),
        Instant.now(),
        method.equals("HEAD") ? "GET" : method,
        uri.getRawPath(),
        segments(uri.getRawPath()),
        Query.parse(Objects.requireNonNullElse(uri.getRawQuery(), "")),
        headers(exchange),
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        exchange.getProtocol());
  }

  /// As sent, as API Gateway hands path parameters on; what is no percent-encoded UTF-8 is refused.
  private static List<String> segments(String path) {
    List<String> segments = Route.segments(path);
    segments.forEach(Percent::decodeSegment);
    return segments;
  }

  /// The last value of a header, or `otherwise`.
  String header(String name, String otherwise) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? otherwise : values.getLast();
  }

  private static Map<String, List<String>> headers(HttpExchange exchange) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(titleCase(name), List.copyOf(values)));
    headers.keySet().removeAll(HOP_BY_HOP);
    List<String> hops = new ArrayList<>(headers.getOrDefault("X-Forwarded-For", List.of()));
    hops.add(exchange.getRemoteAddress().getAddress().getHostAddress());
    headers.put("X-Forwarded-For", List.of(String.join(", ", hops)));
    headers.put(
        "X-Forwarded-Port", List.of(Integer.toString(exchange.getLocalAddress().getPort())));
    headers.put("X-Forwarded-Proto", List.of("http"));
    return headers;
  }

  /// The JDK's server forgets how a client wrote a name (`X-api-key`); this is how most do.
  private static String titleCase(String name) {
    return Stream.of(name.split("-", -1))
        .map(
            word -> word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining("-"));
  }
}
