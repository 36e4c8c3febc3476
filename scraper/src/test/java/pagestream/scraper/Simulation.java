package pagestream.scraper;

import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pagestream.aws.SqsQueue;
import pagestream.catalog.Catalog;
import pagestream.catalog.Limits;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.fetching.Fetcher;
import pagestream.fetching.UserAgent;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryFailures;
import pagestream.pacing.Change;
import pagestream.pacing.HostState;
import pagestream.pacing.Hosts;
import pagestream.pacing.InMemoryHosts;
import pagestream.pacing.InMemoryRobotsFiles;
import pagestream.pacing.Pace;
import pagestream.pipeline.Batch;
import pagestream.pipeline.ExhaustedTasks;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.KnownPages;
import pagestream.pipeline.Log;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamWriter;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskQueue;

/// Many runs on many hosts in virtual time: the scraper, its pacing, its retries and the accounting
/// are the product's; sites, tables, streams and SQS itself are simulated. Hosts are slow, busy or
/// fail; messages come late, twice or again; functions are killed wherever they call something.
final class Simulation implements Hosts {
  static final Pace PACE = new Pace(Duration.ofSeconds(1), 2);

  /// One call in so many kills the function that makes it.
  private static final int DEADLY = 2_000;

  /// One answer in so many about a host comes late.
  private static final int SLOW = 10;

  private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration BETWEEN_GROUPS = Duration.ofSeconds(3);

  /// As `serverless.yml` has it.
  private static final Duration TIMEOUT = Duration.ofSeconds(29);

  private static final String RECIPE =
      """
      rows: li
      key: id
      fields: {title: {select: a, required: true}}
      follow:
        next: a.next
        detail: {link: a, fields: {id: {select: b, required: true}}}
      """;

  final VirtualTime time = new VirtualTime(BEGIN);
  final SimulatedSites.Shape shape;
  final SimulatedSites sites;
  final SimulatedRuns runs;
  final SimulatedQueue queue;
  private final Random random = new Random(1);
  private final InMemoryHosts hosts = new InMemoryHosts();
  private final TaskQueue sqs;
  private final DeliveredTasks tasks;
  private final ExhaustedTasks exhausted;
  private final Catalog catalog;
  private long ids;

  /// @param folder for recipes and sources
  /// @param atOnce how many functions work at the same time
  /// @param progress told of each task that has ended
  Simulation(SimulatedSites.Shape shape, Path folder, int atOnce, Runnable progress) {
    this.shape = shape;
    this.sites = new SimulatedSites(shape, PACE, time, random, this::risk);
    this.runs =
        new SimulatedRuns(
            sites::host,
            time,
            call -> {
              if (!call.equals("begin") && !call.equals("find")) {
                risk();
              }
              return Fault.NONE;
            },
            progress);
    this.queue =
        new SimulatedQueue(
            time,
            random,
            SimulatedQueue.Rules.of(atOnce),
            text -> tasks().deliver(text, time.deadline(TIMEOUT)),
            this::bury);
    this.sqs = new SqsQueue(queue, "tasks", time, NO_LOG);
    this.catalog = catalog(folder);
    Parts parts =
        new Parts(
            runs,
            failures -> risk(),
            new InMemoryFailures(),
            this,
            new InMemoryRobotsFiles(),
            NO_PAGES,
            this::send,
            this::publish,
            records -> new BitSet(),
            new Fetcher(sites, UserAgent.WITHOUT_CONTACT, 1 << 20, time),
            this::id,
            this::id,
            time,
            time::sleep,
            NO_LOG);
    this.tasks = parts.tasks(parts.scraper(catalog), parts.redriver(catalog));
    this.exhausted = new ExhaustedTasks(failures -> {}, runs, this::id, time);
  }

  private DeliveredTasks tasks() {
    return tasks;
  }

  private void risk() {
    if (random.nextInt(DEADLY) == 0) {
      throw new SimulatedQueue.Killed();
    }
  }

  /// As short as nobody minds; they sort as they were made.
  private String id() {
    return "%026d".formatted(ids++);
  }

  private BitSet send(List<TaskMessage> messages) {
    risk();
    return sqs.send(messages);
  }

  /// The rows are stored at once.
  private BitSet publish(List<StreamWriter.Put> records) {
    risk();
    for (StreamWriter.Put put : records) {
      Batch<Row> batch = Ports.batch(put.data());
      runs.add(Outcome.stored(batch, Stage.WRITER, batch.rows(), 0, 0, time.instant()));
    }
    return new BitSet();
  }

  private void bury(String text) {
    if (TaskCodec.decode(text) instanceof Result.Ok<TaskMessage>(TaskMessage message)) {
      exhausted.end(message);
    }
  }

  @Override
  public <T> T change(String host, Function<HostState, Change<T>> change) {
    risk();
    T result =
        hosts.change(
            host,
            state -> {
              Change<T> made = change.apply(state);
              sites.host(host).paces(state, made.state(), time.instant());
              return made;
            });
    if (random.nextInt(SLOW) == 0) {
      time.sleep(Duration.ofMillis(random.nextInt(300)));
    }
    return result;
  }

  private Catalog catalog(Path folder) {
    try {
      Path recipeFolder = Files.createDirectories(folder.resolve("recipes"));
      Path sourceFolder = Files.createDirectories(folder.resolve("sources"));
      Files.writeString(recipeFolder.resolve("shop.yml"), RECIPE);
      for (int first = 0; first < shape.hosts(); first += shape.group()) {
        Files.writeString(sourceFolder.resolve(source(first) + ".yml"), yaml(first));
      }
      Recipes recipes = Recipes.in(recipeFolder);
      Source byDefault =
          Source.byDefault("shop", URI.create("http://127.0.0.1/"), Optional.empty());
      return new Catalog(
          recipes, Sources.inFolderOrPackaged(sourceFolder.toString(), byDefault, recipes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String source(int host) {
    return "group-" + host / shape.group();
  }

  private String yaml(int first) {
    String names =
        IntStream.range(first, first + shape.group())
            .mapToObj(host -> "h" + host + ".example")
            .collect(Collectors.joining(", "));
    return """
    recipe: shop
    start: %s
    hosts: [%s]
    pace: {delay: %d milliseconds, atOnce: %d}
    """
        .formatted(shape.list(first, 1), names, PACE.delay().toMillis(), PACE.atOnce());
  }

  /// Runs all of it: one run for each host, group after group.
  void run() {
    for (int host = 0; host < shape.hosts(); host++) {
      int number = host;
      time.startAt(
          BEGIN.plus(BETWEEN_GROUPS.multipliedBy(host / shape.group())), () -> begin(number));
    }
    time.run();
  }

  /// As [Scrapes] does, of a scraper that is killed right afterwards.
  private void begin(int host) {
    Instant now = time.instant();
    Task task =
        new Task(
            UlidCreator.getUlid(now.toEpochMilli()).toString(),
            source(host),
            "shop",
            shape.list(host, 1).toString());
    sqs.send(List.of(new TaskMessage(task, 0, now)));
    runs.begin(
        new RunHead(
            task.run(),
            task.source(),
            task.recipe(),
            "version",
            task.url(),
            now,
            Limits.DEFAULT.time()),
        task);
  }

  /// Every page is read for the first time.
  private static final KnownPages NO_PAGES =
      new KnownPages() {
        @Override
        public Optional<KnownPage> find(String recipe, String url, String readBy) {
          return Optional.empty();
        }

        @Override
        public void keep(String recipe, String url, KnownPage page) {}
      };

  private static final Log NO_LOG = line -> {};
}
