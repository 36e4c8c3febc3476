package pagestream.faults;

import com.github.f4b6a3.ulid.Ulid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import pagestream.aws.SqsQueue;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryKnownPages;
import pagestream.memory.InMemoryQueue;
import pagestream.memory.InMemoryRecords;
import pagestream.memory.InMemoryRuns;
import pagestream.memory.InMemoryStream;
import pagestream.pacing.Hosts;
import pagestream.pacing.InMemoryHosts;
import pagestream.pacing.InMemoryRobotsFiles;
import pagestream.pacing.RobotsFiles;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.ExhaustedTasks;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.KnownPages;
import pagestream.pipeline.Log;
import pagestream.pipeline.Records;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.Run;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.StreamWriter;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskQueue;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;
import pagestream.processor.ProcessorInMemory;
import pagestream.scraper.ScraperInMemory;
import pagestream.scraper.SimulatedQueue;
import pagestream.scraper.SimulatedQueue.Killed;
import pagestream.scraper.VirtualTime;
import pagestream.timing.Deadline;
import pagestream.writer.WriterInMemory;

/// The functions of the pipeline over ports in memory, in virtual time. Everything that happens
/// follows from the plan.
final class Pipeline {
  static final String RECIPE = "shop";

  private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

  /// As long as a back-off's pauses take here, whatever they ask for: they are at random.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /// So long that a scraper never gives rows up, however often its calls fail in a row.
  private static final Duration TIMEOUT = Duration.ofSeconds(185);

  private static final int LOOKS = 5;

  /// How many functions work on tasks at the same time.
  private static final int AT_ONCE = 50;

  /// So often that one of the requests gets through.
  private static final int ROUNDS = 4;

  final Plan plan;
  final VirtualTime time = new VirtualTime(BEGIN);
  final Mishaps mishaps;
  final ChangingSites sites;
  final InMemoryRecords records;
  final InMemoryRuns runs;
  final InMemoryFailures failures;
  final Claims claims;
  final SimulatedStream raw;
  final SimulatedStream clean;
  final Statements statements;

  /// Runs as they were when they were first seen to be final.
  final Map<String, Run> settled = new LinkedHashMap<>();

  private final Random random;
  private final InMemoryKnownPages pages;
  private final InMemoryHosts hosts = new InMemoryHosts();
  private final InMemoryRobotsFiles robots = new InMemoryRobotsFiles();
  final SimulatedQueue queue;
  private final Path folder;
  private Functions functions;
  private boolean isMended;
  private long ids;

  /// What is deployed.
  private record Functions(
      ScraperInMemory scraper,
      StreamConsumer<Row> processor,
      StreamConsumer<TypedRecord> writer,
      FailedBatches<Row> rows,
      FailedBatches<TypedRecord> records,
      ExhaustedTasks tasks) {}

  /// @param folder for recipes and sources
  Pipeline(Plan plan, Path folder) {
    this.plan = plan;
    this.folder = folder;
    this.random = new Random(plan.seed());
    this.mishaps = new Mishaps(plan, random, time);
    this.sites = new ChangingSites(plan, random, mishaps::run);
    this.statements = new Statements(plan);
    this.records =
        new InMemoryRecords(
            mishaps,
            has(Flaw.READS_LAG) ? 1 : 0,
            this::isRefused,
            has(Flaw.WRITES_HAVE_NO_CONDITION) ? (mine, other) -> true : Version::isNewerThan);
    this.runs =
        new InMemoryRuns(
            time,
            mishaps,
            (first, second) -> {
              look(first.origin().run());
              return has(Flaw.THE_SECOND_END_STANDS) ? second : first;
            });
    this.failures = new InMemoryFailures(mishaps);
    this.claims = new Claims(failures, mishaps, plan.flaw());
    this.pages = new InMemoryKnownPages(mishaps);
    this.raw =
        new SimulatedStream(
            plan,
            random,
            time,
            mishaps,
            batch -> functions().processor().consume(batch, deadline()),
            batch -> functions().rows().discarded(batch));
    this.clean =
        new SimulatedStream(
            plan,
            random,
            time,
            mishaps,
            batch -> functions().writer().consume(batch, deadline()),
            batch -> functions().records().discarded(batch));
    this.queue =
        new SimulatedQueue(
            time,
            random,
            plan.isHasty()
                ? new SimulatedQueue.Rules(AT_ONCE, plan.tries(), 2, Duration.ofMillis(300))
                : new SimulatedQueue.Rules(AT_ONCE, plan.tries(), 20, SimulatedQueue.LATE),
            text -> mishaps.invoke(() -> functions().scraper().deliver(text, deadline())),
            text -> mishaps.invoke(() -> functions().tasks().end(message(text))));
    this.functions = deploy();
  }

  private boolean has(Flaw flaw) {
    return plan.flaw() == flaw;
  }

  private Functions functions() {
    return functions;
  }

  private Deadline deadline() {
    return new Deadline(() -> time.passed().toNanos(), any -> time.sleep(PAUSE), TIMEOUT);
  }

  private static TaskMessage message(String text) {
    return switch (TaskCodec.decode(text)) {
      case Result.Ok<TaskMessage>(TaskMessage message) -> message;
      case Result.Rejected<TaskMessage> other -> throw new AssertionError(other);
    };
  }

  /// Whether the table never takes a record, until that is mended.
  boolean isRefused(TypedRecord record) {
    return isRefused(record.id());
  }

  boolean isRefused(String id) {
    return !isMended && ChangingSites.dice("refused" + id, 17) == 0;
  }

  private String id() {
    return new Ulid(time.instant().toEpochMilli() << 16, ids++).toString();
  }

  private Functions deploy() {
    Catalog catalog = catalog();
    Runs itsRuns = mishaps.between(Runs.class, runs);
    Failures itsFailures = mishaps.between(Failures.class, failures);
    StoredFailures stored = mishaps.between(StoredFailures.class, claims);
    StreamWriter rawStream = stream(raw, this::note);
    StreamWriter cleanStream = stream(clean, this::noteRecords);
    ScraperInMemory scraper =
        new ScraperInMemory(
            catalog,
            new ScraperInMemory.Ports(
                itsRuns,
                itsFailures,
                stored,
                mishaps.between(Hosts.class, hosts),
                mishaps.between(RobotsFiles.class, robots),
                mishaps.between(KnownPages.class, pages),
                mishaps.between(TaskQueue.class, this::send),
                rawStream,
                cleanStream,
                sites,
                this::id,
                time,
                time::sleep,
                NO_LOG));
    return new Functions(
        scraper,
        processor(catalog.recipes(), cleanStream, itsRuns, itsFailures, stored),
        WriterInMemory.consumer(
            mishaps.between(Records.class, records), itsRuns, itsFailures, stored, time, NO_LOG),
        new FailedBatches<>(Stage.PROCESSOR, BatchCodec.ROWS, itsFailures, itsRuns, time),
        new FailedBatches<>(Stage.WRITER, BatchCodec.RECORDS, itsFailures, itsRuns, time),
        new ExhaustedTasks(itsFailures, itsRuns, this::id, time));
  }

  private StreamConsumer<Row> processor(
      Recipes recipes,
      StreamWriter stream,
      Runs itsRuns,
      Failures itsFailures,
      StoredFailures stored) {
    KeptLast last = new KeptLast(itsFailures, itsRuns);
    return has(Flaw.FAILURES_ARE_KEPT_LAST)
        ? ProcessorInMemory.consumer(recipes, stream, last.runs(), last, stored, time, NO_LOG)
        : ProcessorInMemory.consumer(recipes, stream, itsRuns, itsFailures, stored, time, NO_LOG);
  }

  private Catalog catalog() {
    try {
      Path recipes = Files.createDirectories(folder.resolve("recipes-" + isMended));
      Path sources = Files.createDirectories(folder.resolve("sources"));
      String missing = isMended ? ChangingSites.NO_NUMBER : "";
      Files.writeString(recipes.resolve(RECIPE + ".yml"), ChangingSites.RECIPE.formatted(missing));
      for (int source = 0; source < plan.sources(); source++) {
        Files.writeString(
            sources.resolve(source(source) + ".yml"),
            "{recipe: %s, start: '%s', pace: {delay: 0 milliseconds, atOnce: 100}}"
                .formatted(RECIPE, sites.start(source)));
      }
      Recipes all = Recipes.in(recipes);
      Source byDefault =
          Source.byDefault(RECIPE, URI.create("http://127.0.0.1/"), Optional.empty());
      return new Catalog(all, Sources.inFolderOrPackaged(sources.toString(), byDefault, all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String source(int number) {
    return "source-" + number;
  }

  /// A stream that takes all of a request or a part of it, as the plan says.
  private StreamWriter stream(SimulatedStream stream, Consumer<byte[]> note) {
    return mishaps.between(
        StreamWriter.class,
        request -> {
          InMemoryStream taken = new InMemoryStream(mishaps);
          BitSet failed = taken.put(request);
          taken.records().forEach(each -> note.accept(each.data()));
          stream.put(taken.records());
          return failed;
        });
  }

  private BitSet send(List<TaskMessage> messages) {
    InMemoryQueue taken = new InMemoryQueue(mishaps);
    BitSet failed = taken.send(messages);
    List<TaskMessage> sent = taken.sent().stream().filter(message -> !isFlawed(message)).toList();
    if (!sent.isEmpty()) {
      new SqsQueue(queue, "tasks", time, NO_LOG).send(sent);
    }
    return failed;
  }

  private boolean isFlawed(TaskMessage message) {
    return has(Flaw.FIRST_TASKS_ARE_NOT_QUEUED)
        && message.notBefore().isAfter(time.instant().plus(TIMEOUT));
  }

  /// Notes what a batch of rows says, as far as it can become records.
  private void note(byte[] data) {
    if (BatchCodec.ROWS.decode(data) instanceof Result.Ok<Batch<Row>>(Batch<Row> batch)) {
      for (Row row : batch.entries()) {
        boolean isRecord = isMended || !row.texts("number").contains(ChangingSites.NO_NUMBER);
        if (isRecord) {
          String content = String.join("", row.texts("value")) + String.join("", row.texts("more"));
          note(batch, row.texts("id").getFirst(), row.position(), content);
        }
      }
    }
  }

  private void noteRecords(byte[] data) {
    if (BatchCodec.RECORDS.decode(data)
            instanceof Result.Ok<Batch<TypedRecord>>(Batch<TypedRecord> batch)
        && batch.origin().redriven().isPresent()) {
      batch.entries().forEach(each -> note(batch, each.id(), each.position(), content(each)));
    }
  }

  private void note(Batch<?> batch, String id, int position, String content) {
    boolean isSentAgain = batch.origin().redriven().isPresent();
    if (isSentAgain || !isRefused(id)) {
      statements.add(id, new Statements.Statement(batch.origin(), position, content, isSentAgain));
    }
  }

  static String content(TypedRecord record) {
    Map<String, Object> fields = record.fields();
    return fields.getOrDefault("value", "").toString() + fields.getOrDefault("more", "");
  }

  /// Scrapes, with requests to cancel and to send again among them, until nothing is under way.
  void scrape() {
    Duration all = Duration.ofSeconds((long) plan.seconds() * plan.runs());
    for (int i = 0; i < plan.runs(); i++) {
      int source = random.nextInt(plan.sources());
      request(all, () -> functions().scraper().scrape(source(source), deadline()));
    }
    for (int i = 0; i < plan.cancels(); i++) {
      request(all, this::cancelOne);
    }
    for (int i = 0; i < plan.redrives(); i++) {
      request(all, i % 2 == 0 ? this::redriveOne : this::redriveAll);
    }
    for (int i = 0; i < LOOKS * plan.runs(); i++) {
      time.startAt(time.instant().plusMillis(random.nextLong(2 * all.toMillis())), this::look);
    }
    time.run();
  }

  /// Mends what can be mended, and sends all failures again, from two sides at once.
  void mend() {
    isMended = true;
    functions = deploy();
    raw.keepCheckpoints();
    clean.keepCheckpoints();
    for (int round = 0; round < ROUNDS; round++) {
      request(Duration.ofMillis(100), this::redriveAll);
      request(Duration.ofMillis(100), this::redriveAll);
      time.run();
    }
  }

  /// Somebody asks for it, once and at some time.
  private void request(Duration within, Runnable what) {
    long millis = random.nextLong(Math.max(1, within.toMillis()));
    time.startAt(
        time.instant().plusMillis(millis),
        () -> {
          try {
            mishaps.invoke(what);
          } catch (Killed | TransientException e) {
            // an answer of 503
          }
        });
  }

  private void cancelOne() {
    List<String> all = runs.begun();
    if (!all.isEmpty()) {
      mishaps.between(Runs.class, runs).cancel(all.get(random.nextInt(all.size())), time.instant());
    }
  }

  /// Somebody looks at a run.
  private void look() {
    List<String> all = runs.begun();
    if (!all.isEmpty()) {
      look(all.get(random.nextInt(all.size())));
    }
  }

  private void look(String id) {
    mishaps
        .outside(() -> runs.find(id))
        .filter(Run::isFinal)
        .ifPresent(run -> settled.putIfAbsent(id, run));
  }

  private void redriveOne() {
    List<Failure> all = failures.kept();
    if (!all.isEmpty()) {
      functions().scraper().redrive(all.get(random.nextInt(all.size())).id(), deadline());
    }
  }

  private void redriveAll() {
    functions().scraper().redriveAll(RECIPE, deadline());
  }

  private static final Log NO_LOG = line -> {};
}
