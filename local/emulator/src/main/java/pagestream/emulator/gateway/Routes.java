package pagestream.emulator.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.pathmap.PathMappings;
import pagestream.emulator.lambda.Invoker;

/// The paths the gateway knows, and which function answers a request to one of them. Jetty chooses
/// the template as API Gateway does: a literal beats a parameter, from the left on.
public final class Routes {
  private final PathMappings<Resource> resources = new PathMappings<>();
  private final List<String> known = new ArrayList<>();

  /// Adds a route before the gateway starts.
  public void add(Route route, Invoker function) {
    Resource resource =
        Optional.ofNullable(resources.get(route.path()))
            .orElseGet(() -> new Resource(route.path()));
    resource.add(route, function);
    resources.put(resource.path(), resource);
    known.add(route.method() + " " + route.template());
  }

  /// What the routes say to a request.
  sealed interface Found {
    record Match(Route route, Invoker function, Map<String, String> parameters) implements Found {}

    /// A browser asks which of a path's methods it may use from another site.
    record Preflight(List<String> methods) implements Found {}

    record NoSuchPath(List<String> known) implements Found {}

    record NoSuchMethod(String template, List<String> allowed) implements Found {}
  }

  /// Finds by a path as it was sent. As at API Gateway the best template is chosen first, and then
  /// its method.
  Found find(String method, String path) {
    return Optional.ofNullable(resources.getMatched(path))
        .map(matched -> find(method, path, matched.getResource()))
        .orElseGet(() -> new Found.NoSuchPath(List.copyOf(known)));
  }

  private static Found find(String method, String path, Resource resource) {
    List<String> shared = resource.shared();
    if (method.equals(Resource.OPTIONS) && !shared.isEmpty()) {
      return new Found.Preflight(Stream.concat(Stream.of(method), shared.stream()).toList());
    }
    return resource
        .call(method)
        .<Found>map(call ->
            new Found.Match(call.route(), call.function(), resource.path().getPathParams(path)))
        .orElseGet(() -> new Found.NoSuchMethod(resource.template(), resource.allowed()));
  }
}
