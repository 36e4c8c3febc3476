package pagestream.emulator.gateway;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The paths the gateway knows, and which function answers a request to one of them.
public final class Routes {
  private static final String OPTIONS = "OPTIONS";

  private final List<Route> routes;

  public Routes(List<Route> routes) {
    Set<String> seen = new HashSet<>();
    for (Route route : routes) {
      if (!seen.add(route.method() + " " + route.template())) {
        throw new IllegalArgumentException(
            "routes: expected each once, found %s %s twice"
                .formatted(route.method(), route.template()));
      }
    }
    // A stable sort with ANY last: the first that fits is the best one.
    this.routes =
        routes.stream()
            .sorted(
                Comparator.comparing(Route::rank)
                    .thenComparing(route -> route.method().equals(Route.ANY)))
            .toList();
  }

  /// What the routes say to a request.
  sealed interface Found {
    record Match(Route route, Map<String, String> parameters) implements Found {}

    /// A browser asks which of a path's methods it may use from another site.
    record Preflight(List<String> methods) implements Found {}

    record NoSuchPath(List<String> known) implements Found {}

    record NoSuchMethod(String template, List<String> allowed) implements Found {}
  }

  /// Finds by a path's segments. As at API Gateway the best template is chosen first, and then its
  /// method.
  Found find(String method, List<String> segments) {
    Optional<String> best =
        routes.stream()
            .filter(route -> route.parameters(segments).isPresent())
            .map(Route::template)
            .findFirst();
    return best.map(template -> find(method, template, segments))
        .orElseGet(() -> new Found.NoSuchPath(known()));
  }

  private Found find(String method, String template, List<String> segments) {
    List<String> shared = shared(template);
    if (method.equals(OPTIONS) && !shared.isEmpty()) {
      return new Found.Preflight(Stream.concat(Stream.of(OPTIONS), shared.stream()).toList());
    }
    return on(template).stream()
        .filter(route -> route.accepts(method))
        .findFirst()
        .<Found>map(route -> new Found.Match(route, route.parameters(segments).orElseGet(Map::of)))
        .orElseGet(() -> new Found.NoSuchMethod(template, allowed(template)));
  }

  /// The methods on a template that a browser may use from another site.
  private List<String> shared(String template) {
    return on(template).stream()
        .filter(Route::cors)
        .flatMap(route -> route.methods().stream())
        .filter(method -> !method.equals(OPTIONS))
        .distinct()
        .toList();
  }

  /// The methods a client may use on a template, for `Allow`.
  private List<String> allowed(String template) {
    return on(template).stream()
        .flatMap(route ->
            Stream.concat(
                route.methods().stream(), route.cors() ? Stream.of(OPTIONS) : Stream.of()))
        .distinct()
        .sorted()
        .toList();
  }

  private List<Route> on(String template) {
    return routes.stream().filter(route -> route.template().equals(template)).toList();
  }

  private List<String> known() {
    return routes.stream().map(route -> route.method() + " " + route.template()).toList();
  }
}
