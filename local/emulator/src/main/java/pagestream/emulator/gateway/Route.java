package pagestream.emulator.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pagestream.emulator.lambda.Invoker;

/// A method (`GET`, `POST` or `ANY`) on a path template such as `/movies/{id}`, and the function
/// that answers it.
///
/// @param cors whether a browser may ask for it from another site, by a preflight
public record Route(String method, String template, boolean cors, Invoker function) {
  static final String ANY = "ANY";

  /// What API Gateway takes for `ANY`.
  private static final List<String> ANY_OF =
      List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  private static final Set<String> METHODS = Set.of("GET", "POST", ANY);
  private static final String SEGMENT = "[A-Za-z0-9._~-]+|\\{[A-Za-z0-9._-]+}";

  public Route {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "a route's method: expected GET, POST or ANY, found \"" + method + "\"");
    }
    if (!template.equals("/") && !template.matches("(/(" + SEGMENT + "))+")) {
      throw new IllegalArgumentException(
          "a route's path: expected a form such as /movies/{id}, found \"" + template + "\"");
    }
  }

  /// The path parameters when the template fits these segments.
  Optional<Map<String, String>> parameters(List<String> segments) {
    List<String> wanted = segments(template);
    if (wanted.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = segments.get(i);
      if (isParameter(wanted.get(i)) && !segment.isEmpty()) {
        parameters.put(wanted.get(i).substring(1, wanted.get(i).length() - 1), segment);
      } else if (!wanted.get(i).equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /// Sorts before that of a less specific template: a literal beats a parameter, from the left on.
  String rank() {
    StringBuilder rank = new StringBuilder();
    segments(template).forEach(segment -> rank.append(isParameter(segment) ? '1' : '0'));
    return rank.toString();
  }

  boolean accepts(String wanted) {
    return methods().contains(wanted);
  }

  List<String> methods() {
    return method.equals(ANY) ? ANY_OF : List.of(method);
  }

  /// A path's segments, still encoded.
  static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }
}
