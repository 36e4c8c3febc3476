package pagestream.emulator.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import pagestream.emulator.lambda.Invoker;

/// What API Gateway calls a resource: a path template, and which function each method on it calls.
record Resource(UriTemplatePathSpec path, Map<String, Call> calls) {
  static final String OPTIONS = "OPTIONS";

  /// A route and the function that answers it.
  record Call(Route route, Invoker function) {}

  Resource(UriTemplatePathSpec path) {
    this(path, new LinkedHashMap<>());
  }

  String template() {
    return path.getDeclaration();
  }

  void add(Route route, Invoker function) {
    if (!route.template().equals(template())) {
      throw new IllegalArgumentException(
          "routes: expected one name for a parameter, found %s and %s"
              .formatted(template(), route.template()));
    }
    if (calls.putIfAbsent(route.method(), new Call(route, function)) != null) {
      throw new IllegalArgumentException(
          "routes: expected each once, found %s %s twice".formatted(route.method(), template()));
    }
  }

  /// A method that is declared beats `ANY`.
  Optional<Call> call(String method) {
    return Stream.of(method, Route.ANY)
        .flatMap(declared -> Stream.ofNullable(calls.get(declared)))
        .filter(call -> call.route().methods().contains(method))
        .findFirst();
  }

  /// The methods that a browser may use from another site.
  List<String> shared() {
    return routes()
        .filter(Route::cors)
        .flatMap(route -> route.methods().stream())
        .filter(method -> !method.equals(OPTIONS))
        .distinct()
        .toList();
  }

  /// The methods that a client may use, for `Allow`.
  List<String> allowed() {
    return Stream.concat(
            routes().flatMap(route -> route.methods().stream()),
            routes().filter(Route::cors).map(_ -> OPTIONS))
        .distinct()
        .sorted()
        .toList();
  }

  private Stream<Route> routes() {
    return calls.values().stream().map(Call::route);
  }
}
