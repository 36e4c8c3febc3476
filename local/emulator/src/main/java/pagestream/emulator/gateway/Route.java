package pagestream.emulator.gateway;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;

/// A method (`GET`, `POST` or `ANY`) on a path template such as `/movies/{id}`.
///
/// @param cors whether a browser may ask for it from another site, by a preflight
public record Route(String method, String template, boolean cors) {
  static final String ANY = "ANY";

  /// What API Gateway takes for `ANY`.
  private static final List<String> ANY_OF =
      List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  private static final Set<String> METHODS = Set.of("GET", "POST", ANY);

  public Route {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "a route's method: expected GET, POST or ANY, found \"" + method + "\"");
    }
    UriTemplatePathSpec ignored = path(template);
  }

  UriTemplatePathSpec path() {
    return path(template);
  }

  private static UriTemplatePathSpec path(String template) {
    try {
      return new UriTemplatePathSpec(template);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a route's path: expected a form such as /movies/{id}, found \"" + template + "\"", e);
    }
  }

  List<String> methods() {
    return method.equals(ANY) ? ANY_OF : List.of(method);
  }
}
