package pagestream.scraper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.fetching.Site;
import pagestream.fetching.Site.Response;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.BatchEnvelope;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.RowFailures;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunKind;
import pagestream.pipeline.Selection;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StreamRecord;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Failures of every kind, sent again.
class RedriveIT {
  private static final Instant NOW = ScraperIT.NOW;
  private static final String PAGE = ulid(1);
  private static final Rejection INVALID =
      new Rejection(Reason.VALUE_INVALID, "startYear: expected an integer, found \"soon\"");

  @TempDir private Path folder;

  private final Site site = new Site();
  private final Ports ports = new Ports();
  private Instant now = NOW;
  private long nanos;
  private final List<String> redrives = new ArrayList<>();

  /// A ULID of so many seconds after now.
  private static String ulid(int seconds) {
    return UlidCreator.getUlid(NOW.plusSeconds(seconds).toEpochMilli()).toString();
  }

  @BeforeEach
  void number() {
    ports.runIds = () -> ulid(0);
    ports.pageIds = () -> UlidCreator.getMonotonicUlid().toString();
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private Catalog catalog() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    URI start = site.url("/a");
    Files.writeString(sources.resolve("films.yml"), "{recipe: movies, start: '" + start + "'}");
    return new Catalog(
        recipes(),
        Sources.inFolderOrPackaged(
            sources.toString(), Source.byDefault("movies", start, Optional.empty()), recipes()));
  }

  private Recipes recipes() {
    Path own = folder.resolve("recipes");
    return Files.exists(own) ? Recipes.in(own) : Recipes.packaged();
  }

  private Parts parts() {
    Parts parts = ports.parts(() -> now, new KeepingLog());
    return new Parts(
        parts.runs(),
        parts.failures(),
        parts.storedFailures(),
        parts.hosts(),
        parts.robotsFiles(),
        parts.knownPages(),
        parts.queue(),
        parts.rawStream(),
        parts.cleanStream(),
        parts.fetcher(),
        parts.runIds(),
        parts.pageIds(),
        parts.clock(),
        time -> now = now.plus(time),
        parts.log());
  }

  private Redrives redrives() throws IOException {
    Parts parts = parts();
    return parts.redrives(catalog(), parts.redriver(catalog()));
  }

  /// Remembers the run that does it.
  private Redrives.Result redrive(String id) throws IOException {
    Redrives.Result result = redrives().one(id, "/errors/" + id, deadline());
    if (result instanceof Redrives.Result.Begun begun) {
      redrives.add(begun.run());
    }
    return result;
  }

  private Deadline deadline() {
    return deadline(Duration.ofMinutes(1));
  }

  /// Its time goes by while something is waited for, and where a test says so.
  private Deadline deadline(Duration time) {
    return new Deadline(() -> nanos, pause -> nanos += pause.toNanos(), time);
  }

  /// Delivers what is in the queue, until nothing new is.
  private void deliver() throws IOException {
    Parts parts = parts();
    DeliveredTasks tasks = parts.tasks(parts.scraper(catalog()), parts.redriver(catalog()));
    for (int i = 0; i < ports.queue.sent().size(); i++) {
      TaskMessage message = ports.queue.sent().get(i);
      now = now.isBefore(message.notBefore()) ? message.notBefore() : now;
      tasks.deliver(TaskCodec.encode(message), deadline());
    }
  }

  private Origin origin(String url) {
    return new Origin("run0", "films", "movies", "v0", "c0ffee", PAGE, url, NOW);
  }

  private Failure keep(Failure failure) {
    ports.failures.keep(List.of(failure));
    return failure;
  }

  private Failure rowOfProcessor(int position) {
    Origin origin = origin("https://example.org/");
    Row row = new Row(position, Map.of("id", "tt" + position, "startYear", "soon"));
    Batch<Row> batch = new Batch<>(origin, 3, 100, List.of(row));
    return keep(
        Failure.of(
            Stage.PROCESSOR,
            origin,
            position,
            INVALID,
            Payload.json(BatchCodec.ROWS.json(batch)),
            NOW));
  }

  private StoredFailure stored(String id) {
    return ports.failures.find(id).orElseThrow();
  }

  private Run run(String id) {
    return ports.runs.find(id).orElseThrow();
  }

  @Test
  void aRowThatTheProcessorFailedIsSentToItAsOldAsItWas() throws IOException {
    Failure failure = rowOfProcessor(7);

    assertThat(redrive(failure.id())).isInstanceOf(Redrives.Result.Begun.class);

    Batch<Row> sent = ports.published.getFirst();
    assertThat(sent.entries())
        .containsExactly(new Row(7, Map.of("id", "tt7", "startYear", "soon")));
    assertThat(sent.rows()).isOne();
    assertThat(sent.origin().page()).isEqualTo(PAGE);
    assertThat(sent.origin().run()).isEqualTo(redrives.getLast());
    assertThat(sent.redrivenFailures(Stage.PROCESSOR, sent.entries()))
        .containsExactly(failure.id());
    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.REDRIVEN);
    assertThat(stored(failure.id()).attempts()).isOne();
    assertThat(run(redrives.getLast()).head().kind()).isEqualTo(RunKind.REDRIVE);
    assertThat(run(redrives.getLast()).counts().found()).isOne();
    assertThat(run(redrives.getLast()).waitingFor().batches())
        .extracting(batch -> batch.page())
        .containsExactly(sent.origin().countedAs());
  }

  @Test
  void aRecordThatTheWriterFailedIsSentToIt() throws IOException {
    Origin origin = origin("https://example.org/");
    TypedRecord typed = new TypedRecord(2, "tt2", "hash", Map.of("id", "tt2"));
    Batch<TypedRecord> batch = new Batch<>(origin, 0, 50, List.of(typed));
    Failure failure =
        keep(
            Failure.of(
                Stage.WRITER,
                origin,
                2,
                new Rejection(Reason.ITEM_REFUSED, "too large"),
                Payload.json(BatchCodec.RECORDS.json(batch)),
                NOW));

    redrive(failure.id());

    assertThat(ports.published).isEmpty();
    assertThat(ports.clean.records()).hasSize(1);
    assertThat(records(ports.clean.records().getFirst().data()).entries()).containsExactly(typed);
    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.REDRIVEN);
  }

  private static Batch<TypedRecord> records(byte[] data) {
    return switch (BatchCodec.RECORDS.decode(data)) {
      case Result.Ok<Batch<TypedRecord>>(Batch<TypedRecord> batch) -> batch;
      case Result.Rejected<Batch<TypedRecord>>(Rejection why) -> throw new AssertionError(why);
    };
  }

  @Test
  void aRowThatLackedAnElementIsReadByTheRecipeOfToday() throws IOException {
    URI page = site.at("/a", Response.page(ScraperIT.page(3, 1)));
    Parts parts = parts();
    parts
        .scrapes(catalog(), parts.scraper(catalog()))
        .scrape(Source.ofPage("films", "movies", page, Optional.empty()), deadline());
    Failure broken = ports.failures.kept().getFirst();
    ports.published.clear();

    redrive(broken.id());

    assertThat(ports.published).isEmpty();
    assertThat(stored(broken.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
    assertThat(stored(broken.id()).again().orElseThrow().reason())
        .isEqualTo(Reason.ELEMENT_MISSING);
    assertThat(run(redrives.getLast()).status()).isEqualTo(Run.Status.FAILED);

    Files.createDirectories(folder.resolve("recipes"));
    Files.writeString(
        folder.resolve("recipes/movies.yml"),
        "{rows: tbody tr, key: title, fields: {title: {select: .primaryTitle, required: true}}}");
    redrive(broken.id());

    assertThat(ports.published)
        .singleElement()
        .satisfies(batch ->
            assertThat(batch.entries()).containsExactly(new Row(1, Map.of("title", "Jüri 1"))));
    assertThat(stored(broken.id()).status()).isEqualTo(FailureStatus.RESOLVED);
    assertThat(stored(broken.id()).attempts()).isEqualTo(2);
  }

  @Test
  void rowsThatFailedAsOneAreReadByTheRecipeOfToday() throws IOException {
    String broken = "<tr><td class=primaryTitle>Jüri</td></tr>".repeat(150);
    String html = ScraperIT.page(3).replace("</tbody>", broken + "</tbody>");
    URI page = site.at("/a", Response.page(html));
    Parts parts = parts();
    parts
        .scrapes(catalog(), parts.scraper(catalog()))
        .scrape(Source.ofPage("films", "movies", page, Optional.empty()), deadline());
    Failure group = ports.failures.kept().getLast();
    assertThat(group.rows()).isEqualTo(50);
    ports.published.clear();

    redrive(group.id());

    assertThat(ports.published).isEmpty();
    assertThat(stored(group.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
    assertThat(run(redrives.getLast()).counts().failed()).isEqualTo(50);

    Files.createDirectories(folder.resolve("recipes"));
    Files.writeString(
        folder.resolve("recipes/movies.yml"),
        "{rows: tbody tr, key: title, fields: {title: {select: .primaryTitle, required: true}}}");
    redrive(group.id());

    assertThat(ports.published.stream().flatMap(batch -> batch.entries().stream()))
        .hasSize(50)
        .contains(new Row(152, Map.of("title", "Jüri")));
    assertThat(stored(group.id()).status()).isEqualTo(FailureStatus.RESOLVED);
  }

  @Test
  void aRowThatLackedAnElementIsCompletedByItsPageAsAnyOther() throws IOException {
    site.at("/film", Response.page("<b>1994</b>"));
    URI page =
        site.at(
            "/a",
            Response.page(
                "<ul><li><a href=/film>One</a><i>x</i></li><li><a href=/film>Two</a></li></ul>"));
    recipe("{text: {select: i, required: true}}");
    scrape(page);
    Failure broken = ports.failures.kept().getFirst();
    assertThat(broken.reason()).isEqualTo(Reason.ELEMENT_MISSING);
    ports.published.clear();
    recipe("{text: {select: i}}");

    redrive(broken.id());
    deliver();

    assertThat(
            ports.published.stream()
                .filter(batch -> batch.origin().run().equals(redrives.getLast())))
        .singleElement()
        .satisfies(batch ->
            assertThat(batch.entries())
                .containsExactly(new Row(1, Map.of("title", "Two", "year", "1994"))));
    assertThat(stored(broken.id()).status()).isEqualTo(FailureStatus.RESOLVED);
    assertThat(run(redrives.getLast()).counts().found()).isOne();
  }

  private void recipe(String more) throws IOException {
    Files.createDirectories(folder.resolve("recipes"));
    Files.writeString(
        folder.resolve("recipes/movies.yml"),
        """
        rows: li
        key: title
        fields: {title: {select: a, required: true}, %s}
        follow: {detail: {link: a, fields: {year: {select: b, required: true}}}}
        """
            .formatted(more.substring(1, more.length() - 1)));
  }

  @Test
  void aPageThatCouldNotBeHadIsFetchedAgain() throws IOException {
    URI page = site.at("/a", new Response(404, Site.HTML, "gone"));
    Failure failure = scrapeInVain(page);
    site.at("/a", Response.page(ScraperIT.page(3)));

    redrive(failure.id());
    deliver();

    assertThat(ports.published.getFirst().entries()).hasSize(3);
    assertThat(ports.published.getFirst().origin().run()).isEqualTo(redrives.getLast());
    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.RESOLVED);
    assertThat(run(redrives.getLast()).tasks()).isEqualTo(new Run.Tasks(2, 2, 0, Map.of()));
    assertThat(run(redrives.getLast()).counts().found()).isEqualTo(3);
  }

  private Failure scrapeInVain(URI page) throws IOException {
    Parts parts = parts();
    parts
        .scrapes(catalog(), parts.scraper(catalog()))
        .scrape(Source.ofPage("films", "movies", page, Optional.empty()), deadline());
    return ports.failures.kept().getFirst();
  }

  @Test
  void aPageThatStillCannotBeHadHasFailedAgainAndIsNoSecondFailure() throws IOException {
    Failure failure = scrapeInVain(site.at("/a", new Response(404, Site.HTML, "gone")));

    redrive(failure.id());
    deliver();
    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
    redrive(failure.id());
    deliver();

    assertThat(ports.failures.kept()).hasSize(1);
    assertThat(stored(failure.id()).attempts()).isEqualTo(2);
    assertThat(stored(failure.id()).redrive()).contains(redrives.getLast());
    assertThat(run(redrives.getLast()).error()).isEqualTo(failure.id());
  }

  @Test
  void rowsThatWereNotFollowedAndAreKeptAsOneAreScrapedAgainWithTheirPage() throws IOException {
    Task task = new Task("run0", "films", "movies", "https://example.org/1");
    List<Failure> rows =
        IntStream.range(0, RowFailures.MAX_TASKS + 2)
            .mapToObj(position ->
                Failure.notFollowed(
                    origin("https://example.org/"),
                    new CarriedRow("task0", 1, new Row(position, Map.of("title", "Jüri"))),
                    task,
                    NotFollowed.PAGES,
                    NOW))
            .toList();
    Failure group = keep(RowFailures.grouped(rows).getLast());

    redrive(group.id());

    assertThat(ports.published).isEmpty();
    assertThat(stored(group.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
    assertThat(stored(group.id()).again().orElseThrow().message())
        .endsWith("scrape the page again");
    assertThat(run(redrives.getLast()).counts().failed()).isEqualTo(2);
  }

  @Test
  void aPageThatWasKeptIsReadWithoutFetchingIt() throws IOException {
    URI page = site.at("/a", Response.page("<ul><li class=film>One</li></ul>"));
    Failure failure = scrapeInVain(page);
    int before = site.pages().size();
    Files.createDirectories(folder.resolve("recipes"));
    Files.writeString(
        folder.resolve("recipes/movies.yml"),
        "{rows: li, key: title, fields: {title: {select: .film, required: true}}}");

    redrive(failure.id());
    deliver();

    assertThat(site.pages()).hasSize(before);
    assertThat(ports.published.getFirst().entries())
        .containsExactly(new Row(0, Map.of("title", "One")));
    assertThat(ports.published.getFirst().origin().page())
        .as("rows are as old as their page")
        .isEqualTo(failure.origin() == null ? "" : failure.origin().page());
    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.RESOLVED);
    assertThat(run(redrives.getLast()).counts().found()).isOne();
  }

  @Test
  void aFailureOfAPartThatCannotBeSentAgainIsNoneOfTheOthers() throws IOException {
    Failure row = rowOfProcessor(7);
    Origin origin = origin("https://example.org/");
    Failure markup =
        keep(
            Failure.of(
                Stage.SCRAPER,
                origin,
                8,
                new Rejection(Reason.ELEMENT_MISSING, "none"),
                Payload.html("<tr><td>no id</td></tr>"),
                NOW));

    redrives().all(Selection.of(Map.of()), "movies", "/errors", deadline());

    assertThat(stored(row.id()).status()).isEqualTo(FailureStatus.REDRIVEN);
    assertThat(stored(markup.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
  }

  /// Text is kept as UTF-8, whatever the page was in.
  @Test
  void aKeptPageIsReadRightlyWhateverCharsetTheRecipeNames() throws IOException {
    URI page =
        site.at(
            "/a",
            new Response(200, "text/html", "<ul><li>K\u00e4se</li></ul>".getBytes(ISO_8859_1)));
    Files.createDirectories(folder.resolve("recipes"));
    Files.writeString(
        folder.resolve("recipes/movies.yml"),
        "{charset: windows-1252, rows: tr, key: t, fields: {t: {select: td, required: true}}}");
    Failure failure = scrapeInVain(page);
    Files.writeString(
        folder.resolve("recipes/movies.yml"),
        "{charset: windows-1252, rows: li, key: t, fields: {t: {select: li, required: true}}}");

    redrive(failure.id());
    deliver();

    assertThat(ports.published.getFirst().entries())
        .containsExactly(new Row(0, Map.of("t", "K\u00e4se")));
  }

  /// A page that was left out because of its host may lead anywhere.
  @Test
  void aPageThatItsSourceForbidsIsNotFetchedByARedriveEither() throws IOException {
    String elsewhere = "http://127.0.0.2:" + site.port() + "/film";
    URI page = site.at("/a", Response.page("<ul><li><a href=" + elsewhere + ">One</a></li></ul>"));
    recipe("{text: {select: i}}");
    scrape(page);
    Failure left = ports.failures.kept().getFirst();
    assertThat(left.reason()).isEqualTo(Reason.NOT_FOLLOWED);
    int before = site.pages().size();

    redrive(left.id());
    deliver();

    assertThat(site.pages()).hasSize(before);
    assertThat(stored(left.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
    assertThat(stored(left.id()).again().orElseThrow().message()).contains("its host is none");
  }

  @Test
  void aTaskThatNoMessageHasRoomForIsNoneOfTheOthers() throws IOException {
    Failure row = rowOfProcessor(7);
    Task large =
        new Task(
            "run0",
            "films",
            "movies",
            "https://example.org/",
            1,
            new Work.Detail(
                new CarriedRow("0a", 1, new Row(3, Map.of("text", "x".repeat(300_000))))));
    Failure left =
        keep(Failure.left(origin("https://example.org/"), large, NotFollowed.SIZE, NOW).getFirst());

    redrives().all(Selection.of(Map.of()), "movies", "/errors", deadline());

    assertThat(stored(row.id()).status()).isEqualTo(FailureStatus.REDRIVEN);
    assertThat(stored(left.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
  }

  @Test
  void aPartThatTheQueueGaveUpIsNotDoneAgain() throws IOException {
    Task part =
        new Task(
            "run0", "", "movies", "/errors", 0, new Work.Redrive(0, List.of(), Optional.empty()));
    Failure exhausted =
        keep(
            Failure.ofPage(
                origin("/errors"),
                part,
                new Rejection(Reason.TASK_EXHAUSTED, "five times"),
                Payload.NOTHING));

    redrive(exhausted.id());

    assertThat(stored(exhausted.id()).status()).isEqualTo(FailureStatus.RESOLVED);
  }

  @Test
  void whoeverAsksTwiceIsToldTheRunThatDoesIt() throws IOException {
    Failure failure = rowOfProcessor(7);

    assertThat(redrive(failure.id())).isEqualTo(redrive(failure.id()));

    assertThat(ports.published).hasSize(1);
    ports.failures.resolve(List.of(failure.id()), redrives.getLast());
    assertThat(redrive(failure.id())).isEqualTo(new Redrives.Result.Resolved(redrives.getLast()));
    assertThat(redrive("nobody")).isEqualTo(new Redrives.Result.NoSuchFailure());
  }

  @Test
  void aFailureThatWasLostWithItsBatchCanBeSentAgainAfterFourDays() throws IOException {
    Failure failure = rowOfProcessor(7);
    Failure other = rowOfProcessor(8);
    redrive(failure.id());
    redrive(other.id());
    Selection redriven =
        Selection.of(Map.of(Selection.STATUS, "redriven", Selection.REASON, "VALUE_INVALID"));
    assertThat(redrives().all(redriven, "movies", "/errors", deadline()).failures()).isZero();

    now = NOW.plus(StoredFailure.LOST_AFTER).plusSeconds(1);
    redrive(failure.id());
    Redrives.Result.Begun all = redrives().all(redriven, "movies", "/errors", deadline());

    assertThat(stored(failure.id()).attempts()).isEqualTo(2);
    assertThat(stored(failure.id()).redrive()).contains(redrives.getLast());
    assertThat(all.failures()).isOne();
    assertThat(stored(other.id()).redrive()).contains(all.run());
  }

  @Test
  void aPartThatBrokeOffIsWorkedOnAgainAndCountsOnce() throws IOException {
    Failure failure = rowOfProcessor(7);
    ports.faulty.put("end", Fault.BEFORE);

    assertThatThrownBy(() -> redrive(failure.id())).isInstanceOf(TransientException.class);
    redrives.add(stored(failure.id()).redrive().orElseThrow());
    ports.failures.resolve(
        List.of(failure.id()), redrives.getLast()); // what was sent has gone through
    ports.faulty.clear();
    deliver();

    assertThat(ports.published).hasSize(2);
    assertThat(run(redrives.getLast()).counts().found()).isOne();
    assertThat(run(redrives.getLast()).waitingFor().batches())
        .extracting(batch -> batch.page())
        .containsExactly(ports.published.getLast().origin().countedAs());
    assertThat(stored(failure.id()).attempts()).isOne();
  }

  @Test
  void aTaskThatItsRunHasDoneBeforeLeavesNoFailureOnItsWay() throws IOException {
    Failure failure = scrapeInVain(site.at("/a", new Response(404, Site.HTML, "gone")));
    String first = ulid(10);
    ports.runIds = () -> first;
    ports.faulty.put("end", Fault.BEFORE);
    int part = ports.queue.sent().size();
    assertThatThrownBy(() -> redrive(failure.id())).isInstanceOf(TransientException.class);
    ports.faulty.clear();
    deliver(part + 1);
    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);

    String second = ulid(20);
    ports.runIds = () -> second;
    redrive(failure.id());
    deliver(ports.queue.sent().size() - 1);
    deliver(part);
    assertThat(stored(failure.id()).redrive()).contains(first);
    deliver(ports.queue.sent().size() - 1);

    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
  }

  /// Delivers one message of the queue.
  private void deliver(int number) throws IOException {
    Parts parts = parts();
    TaskMessage message = ports.queue.sent().get(number);
    now = now.isBefore(message.notBefore()) ? message.notBefore() : now;
    parts
        .tasks(parts.scraper(catalog()), parts.redriver(catalog()))
        .deliver(TaskCodec.encode(message), deadline());
  }

  @Test
  void allThatMatchAreSentAgainPartByPart() throws IOException {
    List<Failure> failures = IntStream.range(0, 250).mapToObj(this::rowOfProcessor).toList();
    keep(Failure.ofMessage("hello", new Rejection(Reason.TASK_UNREADABLE, "expected a task"), NOW));
    Selection wanted = Selection.of(Map.of(Selection.REASON, "VALUE_INVALID"));
    FailureCount count = redrives().count(wanted, deadline());
    assertThat(count.failures()).isEqualTo(250);
    assertThat(count.rows()).isEqualTo(250);
    assertThat(count.recipes()).isEqualTo(Map.of("movies", 250));

    Redrives.Result.Begun begun = redrives().all(wanted, "movies", "/errors", deadline());
    deliver();

    assertThat(begun.failures()).isEqualTo(100);
    redrives.add(begun.run());
    assertThat(ports.published.stream().flatMap(batch -> batch.entries().stream()))
        .extracting(Row::position)
        .containsExactlyElementsOf(IntStream.range(0, 250).boxed().toList());
    assertThat(run(redrives.getLast()).counts().found()).isEqualTo(250);
    assertThat(run(redrives.getLast()).waitingFor().batches()).hasSize(3).doesNotHaveDuplicates();
    assertThat(failures)
        .allSatisfy(
            failure -> assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.REDRIVEN));
    assertThat(redrives().count(wanted, deadline()).failures()).isZero();
  }

  @Test
  void aPartThatIsWorkedOnAgainAfterTheNextOneCountsWhatThatHasSent() throws IOException {
    String redrive = ulid(0);
    ports.runIds = () -> redrive;
    IntStream.range(0, 250).forEach(this::rowOfProcessor);
    Selection wanted = Selection.of(Map.of(Selection.REASON, "VALUE_INVALID"));
    ports.faulty.put("end", Fault.BEFORE);
    assertThatThrownBy(() -> redrives().all(wanted, "movies", "/errors", deadline()))
        .isInstanceOf(TransientException.class);
    ports.faulty.clear();

    deliver(1);
    deliver(2);
    deliver(0);
    deliver();

    Run run = run(redrive);
    assertThat(run.counts().found()).isEqualTo(250);
    assertThat(run.waitingFor().tasks()).isEmpty();
    assertThat(run.waitingFor().batches()).hasSize(3);
  }

  @Test
  void aPartThatRunsOutOfTimeLeavesTheRestToTheNext() throws IOException {
    String redrive = ulid(0);
    ports.runIds = () -> redrive;
    List<Failure> failures = IntStream.range(0, 50).mapToObj(this::rowOfProcessor).toList();
    ports.onCall = call -> nanos += Duration.ofSeconds(call.equals("claim") ? 1 : 0).toNanos();

    redrives().all(Selection.of(Map.of()), "movies", "/errors", deadline(Duration.ofSeconds(29)));
    deliver();

    Run run = run(redrive);
    assertThat(run.counts().found()).isEqualTo(50);
    assertThat(run.waitingFor().tasks()).isEmpty();
    assertThat(failures)
        .allSatisfy(
            failure -> assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.REDRIVEN));
  }

  @Test
  void aPartThatHasNoTimeSendsOneFailureAllTheSame() throws IOException {
    IntStream.range(0, 3).forEach(this::rowOfProcessor);

    Redrives.Result.Begun begun =
        redrives()
            .all(
                Selection.of(Map.of()),
                "movies",
                "/errors",
                deadline(Scraper.RESERVE.plusSeconds(1)));

    assertThat(begun.failures()).isOne();
  }

  @Test
  void whatCannotBeReadHasFailedAgain() throws IOException {
    Failure failure =
        keep(
            Failure.ofStreamRecord(
                Stage.PROCESSOR,
                new StreamRecord("shard", "1", BatchCodec.ROWS.json(unknownVersion())),
                Optional.of(new BatchEnvelope(unknownVersion().origin(), 0, 1, 1)),
                new Rejection(Reason.BATCH_UNREADABLE, "expected a batch"),
                NOW));
    Failure nobodys =
        keep(
            Failure.ofMessage(
                "hello", new Rejection(Reason.TASK_UNREADABLE, "expected a task"), NOW));

    redrive(failure.id());

    assertThat(ports.published.getFirst().entries()).hasSize(1);
    assertThat(stored(failure.id()).status())
        .as("a record that can be read today has passed where it failed")
        .isEqualTo(FailureStatus.RESOLVED);
    assertThat(redrive(nobodys.id())).isInstanceOf(Redrives.Result.Impossible.class);
  }

  private Batch<Row> unknownVersion() {
    return new Batch<>(origin("https://example.org/"), 0, 1, List.of(new Row(0, Map.of())));
  }

  @Test
  void rowsOfAPageThatALaterRunHasReadReplaceNothing() throws IOException {
    Failure failure = rowOfProcessor(7);
    ports.runIds = () -> ulid(2);
    scrape(site.at("/a", Response.page(ScraperIT.page(3))));
    ports.published.clear();

    redrive(failure.id());

    assertThat(ports.published.getFirst().origin().isOutdated()).isTrue();
  }

  private void scrape(URI page) throws IOException {
    Parts parts = parts();
    parts
        .scrapes(catalog(), parts.scraper(catalog()))
        .scrape(Source.ofPage("films", "movies", page, Optional.empty()), deadline());
  }

  @Test
  void cancellingARedriveLeavesNoFailureOnItsWay() throws IOException {
    URI page = site.at("/a", new Response(404, Site.HTML, "gone"));
    Failure failure = scrapeInVain(page);
    redrive(failure.id());
    ports.runs.cancel(redrives.getLast(), NOW);

    deliver();

    assertThat(stored(failure.id()).status()).isEqualTo(FailureStatus.FAILED_AGAIN);
    assertThat(stored(failure.id()).again().orElseThrow().reason()).isEqualTo(Reason.NOT_FOLLOWED);
  }

  @Test
  void theAnswerSaysWhereTheRunIs() {
    assertThat(RedriveView.of(new Redrives.Result.Begun("run1", 3), "/prod").toString())
        .isEqualTo(
            "{\"run\":\"run1\",\"kind\":\"redrive\",\"failures\":3,\"links\":{\"run\":"
                + "\"/prod/runs/run1\",\"redriven\":\"/prod/errors?redrive=run1\",\"errors\":"
                + "\"/prod/errors?run=run1\"}}");
  }
}
