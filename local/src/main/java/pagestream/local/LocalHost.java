package pagestream.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import pagestream.local.demo.DemoSite;
import pagestream.local.gateway.ApiGateway;
import pagestream.local.gateway.Route;
import pagestream.local.gateway.Routes;
import pagestream.local.stack.Stack;

/// The whole pipeline on one machine: engines, functions, event source mappings, the API and the
/// demo site, started in that order and stopped in the other.
public final class LocalHost implements AutoCloseable {
  private final HostSettings settings;
  private final Console console;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private LocalHost(HostSettings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /// What is running where.
  ///
  /// @param api the API's address
  /// @param page what is scraped
  public record Started(URI api, URI page) {}

  /// Runs until the process is asked to end. Status 2: it was told something it cannot use; 1: it
  /// could not start.
  public static void main(String[] arguments) {
    Console console = new Console(System.out);
    if (List.of(arguments).contains("--help")) {
      console.say(HostSettings.USAGE);
      return;
    }
    try {
      HostSettings settings =
          HostSettings.from(
              System.getenv(),
              List.of(arguments),
              Path.of(System.getProperty("project.folder", ".")).toAbsolutePath().normalize());
      LocalHost host = new LocalHost(settings, console);
      Runtime.getRuntime().addShutdownHook(new Thread(host::close));
      host.start();
    } catch (HostSettings.SettingsException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (RuntimeException | IOException e) {
      System.err.println("Pagestream could not start: " + e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Started start() throws IOException, InterruptedException {
    DemoSite demo = keep(new DemoSite(settings.demoPort(), new Random()));
    URI page = settings.url().orElse(demo.url());
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.put("suffix", settings.suffix());
    variables.put("recipe", settings.recipe().name());
    variables.put("url", page.toString());
    if (settings.verbose()) {
      variables.put("LOG_LEVEL", "DEBUG");
    }
    Stack stack = Stack.read(settings.project(), variables);
    Engines engines =
        keep(
            settings
                .endpoint()
                .map(endpoint -> Engines.at(endpoint, System.getenv()))
                .orElseGet(() -> Engines.embedded(stack, settings.project(), settings.data())));
    SdkClients clients = keep(SdkClients.of(engines.environment()));
    new Provisioner(clients.kinesis(), clients.dynamo()).provide(stack);
    StageFunctions functions =
        keep(new StageFunctions(settings.project(), environment(engines), console));
    functions.start(stack.functions());
    ApiGateway gateway =
        keep(
            new ApiGateway(
                settings.port(),
                routes(stack, functions),
                ApiGateway.Limits.AWS,
                console.of("api")));
    StreamMappings mappings =
        keep(
            new StreamMappings(
                clients,
                engines.environment().getOrDefault("AWS_REGION", "eu-west-2"),
                settings.data()));
    stack.functions().forEach(function -> mappings.start(function, functions.get(function)));
    banner(stack, engines, demo.url(), page, gateway.url());
    return new Started(gateway.url(), page);
  }

  private <T extends AutoCloseable> T keep(T started) {
    running.push(started);
    return started;
  }

  private Map<String, String> environment(Engines engines) {
    Map<String, String> environment = new HashMap<>(engines.environment());
    environment.put("ENGINE", engines.name());
    environment.put("RECIPES_DIR", settings.project().resolve("recipes").toString());
    return environment;
  }

  private static Routes routes(Stack stack, StageFunctions functions) {
    List<Route> routes = new ArrayList<>();
    for (Stack.FunctionSpec function : stack.functions()) {
      function
          .routes()
          .forEach(route ->
              routes.add(new Route(route.method(), route.path(), functions.get(function))));
    }
    return new Routes(routes);
  }

  private void banner(Stack stack, Engines engines, URI demo, URI page, URI api) {
    String functions =
        String.join(", ", stack.functions().stream().map(Stack.FunctionSpec::name).toList());
    console.say(
        """

        Pagestream on this machine
          page       %s  (recipe %s)
          functions  %s
          data       %s
          demo site  %s

          curl -X POST %s/scrap_movies
          curl %s/movies

        ready: %s\
        """
            .formatted(
                page,
                settings.recipe().name(),
                functions,
                engines.description(),
                demo,
                api,
                api,
                api));
  }

  /// Stops everything, the last started first.
  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      AutoCloseable next = running.pop();
      try {
        next.close();
      } catch (Exception e) {
        console.say("stopping %s: %s".formatted(next.getClass().getSimpleName(), e));
      }
    }
  }
}
