package pagestream.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;

/// Reads Jetty's requests as ours.
final class Incoming {
  private Incoming() {}

  static Request of(org.eclipse.jetty.server.Request jetty) {
    HttpURI uri = jetty.getHttpURI();
    InputStream body = Content.Source.asInputStream(jetty);
    return new Request(
        jetty.getMethod(),
        Objects.requireNonNullElse(uri.getPath(), ""),
        Objects.requireNonNullElse(uri.getQuery(), ""),
        headers(jetty),
        most -> read(body, most),
        org.eclipse.jetty.server.Request.getRemoteAddr(jetty),
        org.eclipse.jetty.server.Request.getLocalPort(jetty),
        jetty.getConnectionMetaData().getHttpVersion().asString());
  }

  private static Map<String, List<String>> headers(org.eclipse.jetty.server.Request jetty) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : jetty.getHeaders()) {
      headers
          .computeIfAbsent(titleCase(field.getName()), _ -> new ArrayList<>())
          .add(Objects.requireNonNullElse(field.getValue(), ""));
    }
    return headers;
  }

  private static String titleCase(String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT).split("-", -1))
        .map(
            word -> word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining("-"));
  }

  private static byte[] read(InputStream body, int most) throws IOException {
    try {
      return body.readNBytes(most);
    } catch (IOException | RuntimeException e) {
      throw new BodyException(e);
    }
  }

  /// A body that is malformed or did not come.
  static final class BodyException extends IOException {
    BodyException(Exception cause) {
      super(cause);
    }
  }
}
