package pagestream.local;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import pagestream.aws.RunRead;
import pagestream.aws.RunTable;
import pagestream.aws.SliceRequest;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.demo.DemoSite;
import pagestream.emulator.gateway.ApiGateway;
import pagestream.emulator.gateway.Routes;
import pagestream.pipeline.Stage;
import pagestream.templates.Stack;

/// The whole pipeline on one machine: the demo site, engines, functions, the API, the event source
/// mappings and the schedules, started in that order and stopped in the other.
final class LocalHost implements AutoCloseable {
  private final HostSettings settings;
  private final Console console;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final DemoSite demo;
  private final SourceFolder sourceFolder;
  private final Sources sources;
  private final Stack stack;
  private final Engines engines;
  private final StageFunctions functions;
  private final ApiGateway gateway;

  private LocalHost(HostSettings settings, Console console, StageFunctions.Way toEngines)
      throws IOException, InterruptedException {
    this.settings = settings;
    this.console = console;
    try {
      demo = keep(new DemoSite(settings.demoPort(), new Random()));
      sourceFolder = keep(SourceFolder.make(settings.project(), settings.recipes(), demo.url()));
      sources = sources();
      stack = Stack.read(settings.project(), variables());
      engines = keep(startEngines());
      SdkClients clients = keep(SdkClients.of(engines));
      new Provisioner(clients).provide(stack);
      functions =
          keep(new StageFunctions(settings, engines.environment(), toEngines, told(), console));
      startFunctions(clients);
      gateway = keep(gateway());
      EventSources eventSources =
          keep(new EventSources(clients, region(), settings.data(), console.of("mapping")));
      stack.functions().forEach(function -> eventSources.start(function, functions.get(function)));
      if (!settings.isRehearsal()) {
        watchRuns(clients);
        keepSchedules();
      }
    } catch (BindException e) {
      close();
      throw new IOException(
          e.getMessage() + "; set PORT so that it and the port after it are free", e);
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  static LocalHost start(HostSettings settings, Console console)
      throws IOException, InterruptedException {
    return start(settings, console, StageFunctions.Way.DIRECT);
  }

  static LocalHost start(HostSettings settings, Console console, StageFunctions.Way toEngines)
      throws IOException, InterruptedException {
    return new LocalHost(settings, console, toEngines);
  }

  /// An engine in memory warms up while the functions start; what is kept is left alone.
  private void startFunctions(SdkClients clients) throws IOException, InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> warmUp =
          settings.endpoint().isPresent() || settings.data().isPresent()
              ? CompletableFuture.completedFuture(null)
              : executor.submit(() -> EngineWarmUp.run(clients.dynamo()));
      functions.start(stack.functions());
      Startup.get(warmUp);
    }
  }

  /// Where the API answers.
  URI api() {
    return gateway.url();
  }

  URI demo() {
    return demo.url();
  }

  StageFunctions functions() {
    return functions;
  }

  Engines engines() {
    return engines;
  }

  private <T extends AutoCloseable> T keep(T started) {
    running.push(started);
    return started;
  }

  /// What the variables of the stack's files stand for.
  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.putAll(settings.values());
    variables.put("url", page().toString());
    if (settings.verbose()) {
      variables.put("LOG_LEVEL", "DEBUG");
    }
    return variables;
  }

  private URI page() {
    return sources.defaultSource().start().first(LocalDate.now(ZoneOffset.UTC));
  }

  private Sources sources() {
    return Sources.in(
        sourceFolder.path(),
        settings.defaultSource(demo.url()),
        settings.recipes(),
        Timetable::schedule);
  }

  private void keepSchedules() {
    ScheduledScrapes scrapes =
        keep(
            new ScheduledScrapes(
                functions.get(Stage.SCRAPER.label()),
                InstantSource.system(),
                Thread::sleep,
                console.of("schedule")));
    scrapes.start(sources.all());
  }

  private void watchRuns(SdkClients clients) {
    InstantSource clock = InstantSource.system();
    RunTable runs = new RunTable(clients.dynamo(), runTable(), clock);
    SliceRequest newest = new SliceRequest(RunWatch.NEWEST, false, Optional.empty());
    keep(new RunWatch(
            () ->
                runs.slice(newest).items().stream().flatMap(read -> read.whole().stream()).toList(),
            runs::openRuns,
            id -> runs.find(id).flatMap(RunRead::whole),
            clock,
            console))
        .start();
  }

  /// Every function is told its name.
  private String runTable() {
    return Objects.requireNonNull(
        stack.functions().getFirst().environment().get("RUN_TABLE_NAME"), "RUN_TABLE_NAME");
  }

  private Engines startEngines() throws InterruptedException {
    return settings.endpoint().isPresent()
        ? Engines.at(settings.endpoint().get(), System.getenv())
        : Engines.embedded(settings.project(), settings.data());
  }

  private String region() {
    return engines.region();
  }

  private Map<String, String> told() {
    return Map.of(
        "ENGINE", engines.name(),
        "RECIPES_DIR", settings.project().resolve("recipes").toString(),
        "SOURCES_DIR", sourceFolder.path().toString());
  }

  private ApiGateway gateway() throws IOException {
    Routes routes = new Routes();
    for (Stack.FunctionSpec function : stack.functions()) {
      function.routes().forEach(route -> routes.add(route, functions.get(function)));
    }
    return new ApiGateway(settings.port(), routes, ApiGateway.Limits.AWS, console.of("api"));
  }

  /// Says what runs where, and last that it is ready.
  void announce() {
    String names =
        String.join(", ", stack.functions().stream().map(Stack.FunctionSpec::name).toList());
    console.say(
        """

        Pagestream on this machine
          page       %s  (recipe %s)
          sources    %s
          functions  %s
          data       %s
          demo site  %s

          curl -X POST %s/scrap_movies
          curl %s/movies

        ready: %s\
        """
            .formatted(
                page(),
                settings.recipe(),
                String.join(", ", sources.all().stream().map(Source::name).toList()),
                names,
                engines.description(),
                demo.url(),
                api(),
                api(),
                api()));
  }

  /// Stops everything, the last started first.
  @Override
  public void close() {
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
