package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.encoding.Gzip;
import pagestream.fetching.Fetcher;
import pagestream.fetching.Internet;
import pagestream.fetching.Network;
import pagestream.fetching.Site;
import pagestream.fetching.Site.Response;
import pagestream.fetching.UserAgent;
import pagestream.memory.Faults;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryKnownPages;
import pagestream.memory.InMemoryQueue;
import pagestream.memory.InMemoryRuns;
import pagestream.memory.InMemoryStream;
import pagestream.pacing.Change;
import pagestream.pacing.HostState;
import pagestream.pacing.InMemoryHosts;
import pagestream.pacing.InMemoryRobotsFiles;
import pagestream.pipeline.Batch;
import pagestream.pipeline.Failure;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Row;
import pagestream.pipeline.Run;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamWriter;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TransientException;
import pagestream.timing.Deadline;

/// A run of many pages, from its first page to its end, in virtual time.
class ManyPagesIT {
  private static final String RECIPE =
      """
      rows: li
      key: id
      blocked: form.captcha
      fields: {title: {select: a, required: true}}
      follow:
        next: a.next
        detail:
          link: a
          fields: {id: {select: b, required: true}}
      """;

  private static final Response BLOCKED =
      Response.page("<form class=captcha>Are you a robot?</form>");

  @TempDir Path folder;

  private final Site site = new Site();
  private Network network = new Internet();
  private Faults faults = Faults.NONE;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final InMemoryRuns runs = new InMemoryRuns(() -> now, call -> faults.of(call));
  private final InMemoryFailures failures = new InMemoryFailures(call -> faults.of(call));
  private final InMemoryQueue queue = new InMemoryQueue(call -> faults.of(call));
  private final InMemoryKnownPages pages = new InMemoryKnownPages(call -> faults.of(call));
  private final InMemoryHosts hosts = new InMemoryHosts();
  private final InMemoryRobotsFiles robotsFiles = new InMemoryRobotsFiles();
  private final InMemoryStream stream = new InMemoryStream(call -> faults.of(call));
  private final String runId = UlidCreator.getUlid(now.toEpochMilli()).toString();
  private final List<Instant> requests = new ArrayList<>();
  private final PriorityQueue<TaskMessage> waiting =
      new PriorityQueue<>(Comparator.comparing(TaskMessage::notBefore));
  private int taken;
  private boolean isStoring = true;
  private int stored;

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private Parts parts() {
    return new Parts(
        runs,
        failures,
        failures,
        hosts,
        robotsFiles,
        pages,
        queue,
        stream,
        stream,
        new Fetcher(network, UserAgent.WITHOUT_CONTACT, 1 << 20, () -> now),
        () -> runId,
        () -> UlidCreator.getMonotonicUlid().toString(),
        () -> now,
        time -> now = now.plus(time),
        new KeepingLog());
  }

  private Source source(String options) throws IOException {
    return source(site.url("/list/1").toString(), options);
  }

  private Source source(String start, String options) throws IOException {
    Path recipes = Files.createDirectories(folder.resolve("recipes"));
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Files.writeString(recipes.resolve("shop.yml"), RECIPE);
    Files.writeString(
        sources.resolve("shop.yml"), "recipe: shop\nstart: %s\n%s\n".formatted(start, options));
    return catalog().sources().find("shop").orElseThrow();
  }

  private Catalog catalog() {
    Recipes recipes = Recipes.in(folder.resolve("recipes"));
    return new Catalog(
        recipes,
        Sources.inFolderOrPackaged(
            folder.resolve("sources").toString(),
            Source.byDefault("shop", URI.create("http://127.0.0.1/"), Optional.empty()),
            recipes));
  }

  /// Lists of books that lead to one another, and a page of each book.
  private void shop(int lists, int booksPerList) {
    for (int list = 1; list <= lists; list++) {
      int first = (list - 1) * booksPerList;
      String rows =
          IntStream.range(first, first + booksPerList)
              .mapToObj(book -> "<li><a href='/book/%d'>Book %d</a></li>".formatted(book, book))
              .collect(Collectors.joining());
      String next =
          list < lists ? "<a class=next href='/list/%d#top'>next</a>".formatted(list + 1) : "";
      site.at("/list/" + list, Response.page("<ul>" + rows + "</ul>" + next));
    }
    for (int book = 0; book < lists * booksPerList; book++) {
      site.at("/book/" + book, Response.page("<b>id-" + book + "</b>"));
    }
  }

  /// Scrapes the source, and delivers what is in the queue as SQS does, until it is empty: what
  /// fails is delivered again, a minute later.
  private void scrape(Source source) {
    Parts parts = parts();
    try {
      parts.scrapes(catalog(), parts.scraper(catalog())).scrape(source, deadline());
    } catch (TransientException e) {
      // the caller is told; the queue has the task, if the run has begun
    }
    deliver(Integer.MAX_VALUE);
  }

  /// @param most how many messages, if so many are in the queue
  private void deliver(int most) {
    Parts parts = parts();
    DeliveredTasks tasks = parts.tasks(parts.scraper(catalog()), parts.redriver(catalog()));
    for (int delivered = 0; delivered < most; delivered++) {
      if (isStoring) {
        store();
      }
      waiting.addAll(queue.sent().subList(taken, queue.sent().size()));
      taken = queue.sent().size();
      TaskMessage message = waiting.poll();
      if (message == null) {
        return;
      }
      now = message.notBefore().isAfter(now) ? message.notBefore() : now;
      requests.add(now);
      try {
        tasks.deliver(TaskCodec.encode(message), deadline());
      } catch (TransientException e) {
        waiting.add(message.at(now.plusSeconds(60), message.moved()));
      }
    }
  }

  /// What a scrape is answered with, once its first task has been worked on.
  private ScrapeResult.Scraped answer(Source source) throws IOException {
    Parts parts = parts();
    return (ScrapeResult.Scraped)
        parts.scrapes(catalog(), parts.scraper(catalog())).scrape(source, deadline());
  }

  /// Every row that is on its way arrives.
  private void store() {
    Faults others = faults;
    faults = Faults.NONE;
    for (; stored < stream.records().size(); stored++) {
      Batch<Row> batch = Ports.batch(stream.records().get(stored).data());
      runs.add(Outcome.stored(batch, Stage.WRITER, batch.rows(), 0, 0, now));
    }
    faults = others;
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(29));
  }

  private Run run() {
    faults = Faults.NONE;
    return runs.find(runId).orElseThrow();
  }

  /// The ids of the books on those pages that count.
  private List<String> published() {
    Set<String> pages =
        runs.endedTasks().stream().map(end -> end.origin().page()).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    List<String> ids = new ArrayList<>();
    for (StreamWriter.Put put : stream.records()) {
      Batch<Row> batch = Ports.batch(put.data());
      if (pages.contains(batch.origin().page()) && seen.add(put.partitionKey())) {
        batch.entries().forEach(row -> ids.addAll(row.texts("id")));
      }
    }
    return ids;
  }

  private static Set<String> ids(int books) {
    return IntStream.range(0, books).mapToObj(book -> "id-" + book).collect(Collectors.toSet());
  }

  @Test
  void everyBookOfEveryListIsPublishedOnceWithTheFieldsOfBothPages() throws IOException {
    shop(3, 4);

    scrape(source(""));

    assertThat(published()).hasSize(12).containsExactlyInAnyOrderElementsOf(ids(12));
    assertThat(run().tasks()).isEqualTo(new Run.Tasks(15, 15, 0, Map.of()));
    assertThat(run().counts().found()).isEqualTo(12);
    assertThat(run().waitingFor().tasks()).isEmpty();
    Row row = Ports.batch(stream.records().getFirst().data()).entries().getFirst();
    assertThat(row.fields()).containsKeys("title", "id");
  }

  @Test
  void pagesWaitWhileTheirRowsAreNotTakenAway() throws IOException {
    shop(1, 60);
    isStoring = false;
    Instant before = now;

    scrape(source("pace: {delay: 1 second}"));

    assertThat(published()).hasSize(60);
    assertThat(Duration.between(before, now)).isGreaterThan(Backpressure.LONGEST);
  }

  @Test
  void noTwoRequestsToAHostAreCloserThanItsDelay() throws IOException {
    shop(2, 5);

    scrape(source("pace: {delay: 3 seconds}"));

    Duration took = Duration.between(requests.getFirst(), requests.getLast());
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(3 * 11));
    assertThat(site.pages()).hasSize(12).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsLostOrCountedTwiceWhateverFails(long seed) throws IOException {
    shop(4, 5);
    Source source = source("");
    Random random = new Random(seed);
    Fault[] all = {Fault.BEFORE, Fault.AFTER, Fault.PARTLY};
    boolean[] hasBegun = {false};
    faults =
        call -> {
          hasBegun[0] |= call.equals("begin");
          return hasBegun[0] && random.nextInt(12) == 0 ? all[random.nextInt(3)] : Fault.NONE;
        };

    scrape(source);

    faults = Faults.NONE;
    if (runs.find(runId).isEmpty()) {
      return; // its beginning failed, and the caller was told so
    }
    Run run = run();
    assertThat(run.waitingFor().tasks()).isEmpty();
    assertThat(new TreeSet<>(published())).isEqualTo(new TreeSet<>(ids(20)));
    assertThat(run.counts().found()).isEqualTo(20);
    assertThat(run.tasks()).isEqualTo(new Run.Tasks(24, 24, 0, Map.of()));
  }

  @Test
  void aLoopOfListsIsReadOnce() throws IOException {
    shop(1, 2);
    site.at(
        "/list/9",
        Response.page(
            "<ul><li><a href='/book/0'>B</a></li></ul><a class=next href='/list/9?'>n</a>"));

    scrape(startingAt(site.url("/list/9").toString()));

    assertThat(site.pages()).containsExactlyInAnyOrder("/list/9", "/book/0");
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void aLinkToAnotherHostIsNotFollowedAndItsRowIsAFailure() throws IOException {
    shop(1, 1);
    site.at(
        "/list/1",
        Response.page(
            "<ul><li><a href='http://elsewhere.example/1'>B</a></li><li><a href='/book/0'>C</a></li></ul>"
                + "<a class=next href='http://elsewhere.example/2'>next</a>"));

    scrape(source(""));

    assertThat(run().tasks().notFollowed()).isEqualTo(Map.of(NotFollowed.HOST, 2));
    assertThat(run().counts().found()).isEqualTo(2);
    assertThat(run().counts().failed()).isEqualTo(1);
    assertThat(failures.kept()).extracting(Failure::reason).containsExactly(Reason.NOT_FOLLOWED);
  }

  @Test
  void aFirstPageThatLeadsOnIsASuccessWhateverIsNotFollowed() throws IOException {
    shop(1, 1);
    site.at(
        "/list/1",
        Response.page(
            "<ul><li><a href='http://elsewhere.example/1'>B</a></li><li><a href='/book/0'>C</a></li></ul>"));

    ScrapeResult.Scraped answer = answer(source(""));

    assertThat(answer.failed()).isEqualTo(1);
    assertThat(answer.follows()).isEqualTo(1);
  }

  @Test
  void whatALimitCutOffIsSaid() throws IOException {
    shop(3, 4);

    scrape(source("limits: {pages: 4}"));

    assertThat(run().tasks().found()).isEqualTo(4);
    assertThat(run().tasks().notFollowed().get(NotFollowed.PAGES)).isPositive();
    assertThat(run().waitingFor().tasks()).isEmpty();
    assertThat(site.pages()).hasSize(4);
  }

  @Test
  void aRunThatHasEnoughRowsCompletesThemAndReadsNoFurtherList() throws IOException {
    shop(5, 4);

    scrape(source("limits: {rows: 8}"));

    assertThat(published()).containsExactlyInAnyOrderElementsOf(ids(8));
    assertThat(run().tasks().notFollowed()).isEqualTo(Map.of(NotFollowed.ROWS, 1));
    assertThat(run().counts()).isEqualTo(new Run.Counts(8, 8, 0, 0, 0));
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void theListsThatWaitWhileARunFindsEnoughRowsAreNotRead() throws IOException {
    shop(6, 4);

    scrape(startingAt(site.url("/list/") + "{1..6}\nlimits: {rows: 8}"));

    assertThat(published()).hasSize(8);
    assertThat(run().tasks().notFollowed()).containsEntry(NotFollowed.ROWS, 1 + 4);
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void theTasksOfARunThatTookTooLongAreNotWorkedOn() throws IOException {
    shop(1, 6);

    scrape(source("limits: {time: 3 seconds}"));

    assertThat(site.pages()).hasSizeBetween(2, 6);
    assertThat(run().tasks().notFollowed()).containsKey(NotFollowed.TIME);
    assertThat(run().counts().found()).isEqualTo(6);
    assertThat(run().counts().failed()).isPositive();
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void aTimeThatIsRaisedWhileARunGoesOnHoldsForTheNextRun() throws IOException {
    shop(1, 6);
    Source before = source("limits: {time: 3 seconds}");
    assertThat(source("limits: {time: 3 days}").limits().time()).isEqualTo(Duration.ofDays(3));

    scrape(before);

    assertThat(run().tasks().notFollowed()).containsKey(NotFollowed.TIME);
  }

  @Test
  void aRunThatHasEnoughBytesAsksForNothingFurther() throws IOException {
    shop(5, 4);

    scrape(source("limits: {bytes: 200}"));

    assertThat(site.requests).hasSizeLessThan(10);
    assertThat(run().tasks().notFollowed()).containsKey(NotFollowed.BYTES);
    assertThat(run().counts().failed())
        .isPositive()
        .isEqualTo(run().counts().found() - published().size());
    assertThat(failures.kept()).extracting(Failure::reason).containsOnly(Reason.NOT_FOLLOWED);
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void aPageThatIsFetchedAgainMayLeadToFewerPagesThanBefore() throws IOException {
    shop(1, 2);
    Source source = source("");
    Task first = new Task(runId, "shop", "shop", site.url("/list/1").toString());
    assertThat(runs.admit(first, 9, 100)).isEqualTo(9);

    scrape(source);

    assertThat(published()).containsExactlyInAnyOrderElementsOf(ids(2));
    assertThat(run().tasks()).isEqualTo(new Run.Tasks(3, 3, 0, Map.of()));
  }

  @Test
  void aDetailPageThatIsLostIsAFailureThatHasTheRow() throws IOException {
    shop(1, 2);
    site.at("/list/1", Response.page("<ul><li><a href='/lost'>Lost</a></li></ul>"));

    scrape(source(""));

    assertThat(run().tasks()).isEqualTo(new Run.Tasks(2, 2, 1, Map.of()));
    assertThat(run().counts()).isEqualTo(new Run.Counts(1, 0, 0, 0, 1));
    Failure failure = failures.kept().getFirst();
    assertThat(failure.reason()).isEqualTo(Reason.PAGE_STATUS);
    assertThat(new String(failure.payload().bytes(), UTF_8)).contains("\"title\":\"Lost\"");
  }

  @Test
  void robotsTxtIsReadOnceAndWhatItForbidsIsNotFollowed() throws IOException {
    shop(2, 3);
    site.at(
        "/robots.txt",
        new Response(200, "text/plain", "User-agent: *\nDisallow: /book/1\nDisallow: /book/4"));

    scrape(source(""));

    assertThat(site.requests).startsWith("/robots.txt", "/list/1").doesNotHaveDuplicates();
    assertThat(site.pages()).hasSize(6).doesNotContain("/book/1", "/book/4");
    assertThat(run().tasks()).isEqualTo(new Run.Tasks(6, 6, 0, Map.of(NotFollowed.ROBOTS, 2)));
    assertThat(run().counts()).isEqualTo(new Run.Counts(6, 4, 0, 0, 2));
    assertThat(failures.kept()).extracting(Failure::reason).containsOnly(Reason.NOT_FOLLOWED);
    assertThat(failures.kept().getFirst().message()).contains("/book/1", "robots.txt");
    assertThat(new String(failures.kept().getFirst().payload().bytes(), UTF_8))
        .contains("\"title\":\"Book 1\"");
  }

  @Test
  void aHostMayWishALongerDelayThanItsSource() throws IOException {
    shop(1, 5);
    site.at("/robots.txt", new Response(200, "text/plain", "User-agent: *\nCrawl-delay: 7"));

    scrape(source("pace: {delay: 1 second}"));

    assertThat(requests).hasSize(6);
    assertThat(Duration.between(requests.get(1), requests.getLast()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(4 * 7));
  }

  @Test
  void aHostInTroubleIsTriedAgainThreeTimesAndThenGivenUp() throws IOException {
    shop(1, 2);
    site.at("/book/0", new Response(503, Site.HTML, "busy", "Retry-After", "120"));
    Instant before = now;

    scrape(source(""));

    assertThat(site.pages().stream().filter("/book/0"::equals)).hasSize(1 + DeliveredTasks.RETRIES);
    assertThat(Duration.between(before, now)).isGreaterThan(Duration.ofSeconds(3 * 120));
    assertThat(run().tasks()).isEqualTo(new Run.Tasks(3, 3, 1, Map.of()));
    assertThat(run().counts().found()).isEqualTo(2);
  }

  @Test
  void aBlockPageSlowsItsHostAndIsTriedAgainThreeTimes() throws IOException {
    shop(1, 2);
    site.at("/book/0", BLOCKED);

    scrape(source("pace: {delay: 0 seconds}"));

    assertThat(site.pages().stream().filter("/book/0"::equals)).hasSize(1 + DeliveredTasks.RETRIES);
    assertThat(host().failures()).as("since the other page").isEqualTo(DeliveredTasks.RETRIES);
    assertThat(host().closedUntil()).isAfter(now);
    assertThat(failures.kept()).extracting(Failure::reason).containsExactly(Reason.PAGE_BLOCKED);
    assertThat(run().tasks()).isEqualTo(new Run.Tasks(3, 3, 1, Map.of()));
    assertThat(run().counts()).isEqualTo(new Run.Counts(2, 1, 0, 0, 1));
  }

  @Test
  void aBlockPageInPlaceOfTheFirstPageFailsTheScrapeAtOnceAndSlowsItsHost() throws IOException {
    site.at("/list/1", BLOCKED);

    scrape(source(""));

    assertThat(site.pages()).containsExactly("/list/1");
    assertThat(host().failures()).isEqualTo(1);
    assertThat(failures.kept()).extracting(Failure::reason).containsExactly(Reason.PAGE_BLOCKED);
  }

  /// What is known of the site.
  private HostState host() {
    return hosts.change("127.0.0.1:" + site.port(), state -> new Change<>(state, state));
  }

  @Test
  void theTasksOfARunThatWasCancelledEndWithoutARequest() throws IOException {
    shop(3, 4);
    Source source = source("");
    Faults cancelling =
        call -> {
          if (call.equals("putRecords")) {
            faults = Faults.NONE;
            runs.cancel(runId, now);
          }
          return Fault.NONE;
        };
    faults = cancelling;

    scrape(source);

    assertThat(run().waitingFor().tasks()).isEmpty();
    assertThat(run().tasks().notFollowed()).containsKey(NotFollowed.CANCELLED);
    assertThat(site.pages().size()).isLessThan(15);
  }

  @Test
  void aRowWhosePageIsNotFetchedBecauseItsRunWasCancelledIsAFailure() throws IOException {
    shop(1, 4);
    Source source = source("");
    faults =
        call -> {
          if (call.equals("putRecords")) {
            faults = Faults.NONE;
            runs.cancel(runId, now);
          }
          return Fault.NONE;
        };

    scrape(source);

    assertThat(site.pages()).containsExactly("/list/1", "/book/0");
    assertThat(run().counts()).isEqualTo(new Run.Counts(4, 1, 0, 0, 3));
    assertThat(run().status()).isEqualTo(Run.Status.SETTLED);
    assertThat(run().tasks().notFollowed()).isEqualTo(Map.of(NotFollowed.CANCELLED, 3));
    assertThat(failures.kept())
        .hasSize(3)
        .allMatch(failure -> failure.reason() == Reason.NOT_FOLLOWED)
        .first()
        .satisfies(failure -> {
          assertThat(failure.message())
              .isEqualTo(
                  "expected %s to be fetched for the row's further fields, found that the run was"
                          .formatted(site.url("/book/1"))
                      + " cancelled");
          assertThat(new String(failure.payload().bytes(), UTF_8)).contains("\"title\":\"Book 1\"");
        });
  }

  @Test
  void pagesWithNumbersAreAllRead() throws IOException {
    shop(12, 2);

    scrape(startingAt("{url}/list/{1..12}".replace("{url}", site.url("").toString())));

    assertThat(published()).containsExactlyInAnyOrderElementsOf(ids(24));
    assertThat(run().tasks().found()).isEqualTo(1 + 12 + 24);
    assertThat(run().waitingFor().tasks()).isEmpty();
    assertThat(site.pages()).hasSize(36).doesNotHaveDuplicates();
  }

  @Test
  void aLongListOfAddressesIsReadInParts() throws IOException {
    for (int page = 0; page < 1_200; page++) {
      site.at("/leaf/" + page, Response.page("<ul></ul>"));
    }

    scrape(startingAt(site.url("/leaf/") + "{0..1199}\npace: {delay: 0 seconds}"));

    assertThat(site.pages()).hasSize(1_200).doesNotHaveDuplicates();
    assertThat(run().tasks().found()).isEqualTo(1 + 3 + 1_200);
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void ofALongListOfAddressesEachIsCountedThatALimitCutsOff() throws IOException {
    site.at("/leaf", Response.page("<ul></ul>"));

    scrape(startingAt(site.url("/leaf?") + "{0..1199}\nlimits: {pages: 100}"));

    assertThat(site.requests).filteredOn(path -> path.startsWith("/leaf")).hasSize(100);
    assertThat(run().tasks().notFollowed()).isEqualTo(Map.of(NotFollowed.PAGES, 1_100));
  }

  @Test
  void ofAPartOfAListThatIsCutOffEachAddressIsCounted() throws IOException {
    site.at("/leaf", Response.page("<ul></ul>"));

    scrape(startingAt(site.url("/leaf?") + "{0..1199}\nlimits: {time: 5 minutes}"));

    long asked = site.requests.stream().filter(path -> path.startsWith("/leaf")).count();
    assertThat(asked).isBetween(250L, 301L);
    assertThat(run().tasks().notFollowed())
        .isEqualTo(Map.of(NotFollowed.TIME, 1_200 - (int) asked));
  }

  @Test
  void ofALongListThatIsCutOffBeforeItIsWorkedOnEachAddressIsCounted() throws IOException {
    breakOff(() -> now = now.plus(Duration.ofMinutes(10)));

    scrape(startingAt(site.url("/leaf?") + "{0..1199}\nlimits: {time: 5 minutes}"));

    assertThat(run().tasks()).isEqualTo(new Run.Tasks(1, 1, 0, Map.of(NotFollowed.TIME, 1_200)));
  }

  @Test
  void ofALongListThatIsCancelledBeforeItIsWorkedOnEachAddressIsCounted() throws IOException {
    breakOff(() -> runs.cancel(runId, now));

    scrape(startingAt(site.url("/leaf?") + "{0..1199}"));

    assertThat(run().tasks())
        .isEqualTo(new Run.Tasks(1, 1, 0, Map.of(NotFollowed.CANCELLED, 1_200)));
  }

  /// Breaks the first task off before it leads to others, so that the queue delivers it again.
  private void breakOff(Runnable meanwhile) {
    faults =
        call -> {
          if (!call.equals("admit")) {
            return Fault.NONE;
          }
          faults = Faults.NONE;
          meanwhile.run();
          return Fault.BEFORE;
        };
  }

  @Test
  void theAnswerToAScrapeOfSeveralAddressesCountsThemAndNoPage() throws IOException {
    ScrapeResult.Scraped few =
        answer(startingAt(site.url("/leaf?") + "{0..299}\nlimits: {pages: 100}"));

    assertThat(few.pages()).isZero();
    assertThat(few.follows()).isEqualTo(100);
    assertThat(few.notFollowed()).isEqualTo(Map.of(NotFollowed.PAGES, 200));
  }

  @Test
  void theAnswerToAScrapeOfManyAddressesCountsThoseOfEachPart() throws IOException {
    assertThat(answer(startingAt(site.url("/leaf?") + "{0..1199}")).follows()).isEqualTo(1_200);
  }

  @Test
  void longAddressesAreReadInPartsToo() throws IOException {
    String name = "ö".repeat(100);
    for (int page = 0; page < 120; page++) {
      site.at("/leaf/" + name + page, Response.page("<ul></ul>"));
    }

    scrape(startingAt(site.url("/leaf/") + name + "{0..119}\npace: {delay: 0 seconds}"));

    assertThat(site.pages()).hasSize(120).doesNotHaveDuplicates();
    assertThat(run().tasks().found()).isEqualTo(1 + 2 + 120);
  }

  @Test
  void theLimitOfPagesHoldsForStartsToo() throws IOException {
    shop(12, 2);

    scrape(startingAt(site.url("/list/") + "{1..12}\nlimits: {pages: 5}"));

    assertThat(site.pages()).hasSize(5);
    assertThat(run().tasks().notFollowed()).containsKey(NotFollowed.PAGES);
  }

  @Test
  void thePagesOfSitemapsAreReadThatTheSourceMeans() throws IOException {
    shop(3, 2);
    site.at(
        "/sitemap.xml",
        xml(
            "<sitemapindex><sitemap><loc>%1$s/lists.xml</loc></sitemap>"
                + "<sitemap><loc>%1$s/sitemap.xml</loc></sitemap>"
                + "<sitemap><loc>%1$s/old.xml</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>"));
    site.at(
        "/lists.xml",
        xml(
            "<urlset><url><loc>%1$s/list/2</loc><lastmod>2026-11-20</lastmod></url>"
                + "<url><loc>%1$s/list/3</loc></url><url><loc>%1$s/imprint</loc></url>"
                + "<url><loc>%1$s/list/1</loc><lastmod>2026-01-01</lastmod></url>"
                + "<url><loc>http://elsewhere.example/list/9</loc></url></urlset>"));

    scrape(
        startingAt(
            "{sitemap: '%s', match: /list/, since: 7 days}".formatted(site.url("/sitemap.xml"))));

    assertThat(published()).containsExactlyInAnyOrder("id-2", "id-3", "id-4", "id-5");
    assertThat(site.pages())
        .containsExactlyInAnyOrder(
            "/sitemap.xml",
            "/lists.xml",
            "/list/2",
            "/list/3",
            "/book/2",
            "/book/3",
            "/book/4",
            "/book/5");
    assertThat(run().tasks().notFollowed()).containsEntry(NotFollowed.HOST, 1);
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void theAddressesOfASitemapBeyondThoseThatCanBeFollowedAreCounted() throws IOException {
    byte[] text =
        IntStream.rangeClosed(0, ListedPages.MAX_PAGES)
            .mapToObj(page -> site.url("/leaf/" + page / ListedPages.MAX_ADDRESSES).toString())
            .collect(Collectors.joining("\n"))
            .getBytes(UTF_8);
    site.at("/map.txt", new Response(200, "text/plain", Gzip.compress(Gzip.compress(text))));

    ScrapeResult.Scraped answer =
        answer(startingAt("{sitemap: '%s'}".formatted(site.url("/map.txt"))));

    assertThat(answer.follows()).isEqualTo(ListedPages.MAX_PAGES);
    assertThat(answer.notFollowed()).isEqualTo(Map.of(NotFollowed.LINKS, 1));
  }

  private Response xml(String text) {
    return new Response(200, "text/html", text.formatted(site.url("")));
  }

  @Test
  void theSitemapsOfARobotsTxtAreRead() throws IOException {
    shop(1, 1);
    site.at(
        "/robots.txt",
        new Response(200, "text/plain", "User-agent: *\nSitemap: " + site.url("/map.txt")));
    site.at("/map.txt", new Response(200, "text/plain", site.url("/list/1") + "\n"));

    scrape(startingAt("{sitemap: '%s'}".formatted(site.url("/robots.txt"))));

    assertThat(published()).containsExactly("id-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>hello</body></html>", "<urlset><url><lo", "", "\0\1"})
  void whatIsNoSitemapIsAFailure(String text) throws IOException {
    site.at("/sitemap.xml", new Response(200, "application/xml", text));

    scrape(startingAt("{sitemap: '%s'}".formatted(site.url("/sitemap.xml"))));

    assertThat(failures.kept())
        .extracting(Failure::reason)
        .containsExactly(Reason.SITEMAP_UNREADABLE);
    assertThat(run().tasks()).isEqualTo(new Run.Tasks(1, 1, 1, Map.of()));
  }

  private Source startingAt(String start) throws IOException {
    return source(start, "");
  }

  /// A host inside a network, all of whose pages are the same.
  ///
  /// @param asked for these
  private record Intranet(String page, List<URI> asked) implements Network {
    @Override
    public List<InetAddress> resolve(String host, Deadline deadline) {
      return List.of(InetAddress.ofLiteral("10.0.0.1"));
    }

    @Override
    public Reply get(Request request, List<InetAddress> at, Deadline deadline) {
      asked.add(request.url());
      HttpHeaders headers =
          HttpHeaders.of(
              Map.of("Content-Type", List.of("text/html")), (name, value) -> !name.isEmpty());
      return new Reply(200, headers, page.getBytes(UTF_8), true);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://intranet.example/a|<ul><li><a href='https://intranet.example/b'>B</a></li></ul>",
        "{sitemap: http://intranet.example/a}|"
            + "<urlset><url><loc>https://intranet.example/b</loc></url></urlset>"
      })
  void nothingThatASiteNamesIsAskedForAtAnotherPortInsideANetwork(String start, String page)
      throws IOException {
    Intranet intranet = new Intranet(page, new ArrayList<>());
    network = intranet;

    scrape(startingAt(start));

    assertThat(intranet.asked())
        .extracting(URI::toString)
        .containsExactly("http://intranet.example/robots.txt", "http://intranet.example/a");
    assertThat(failures.kept()).extracting(Failure::reason).containsExactly(Reason.PAGE_REFUSED);
    assertThat(failures.kept().getFirst().message())
        .isEqualTo(
            "expected https://intranet.example/b to be at public addresses alone, found another;"
                + " name its host and port in the source if it is yours");
  }

  @Test
  void whatASiteNamesIsAskedForInsideANetworkWhereTheSourceNamesItToo() throws IOException {
    Intranet intranet =
        new Intranet(
            "<ul><li><a href='https://other.example/b'>B</a></li></ul>", new ArrayList<>());
    network = intranet;

    scrape(source("http://intranet.example/a", "hosts: [other.example]"));

    assertThat(intranet.asked()).contains(URI.create("https://other.example/b"));
  }

  /// While a new version is deployed, functions of both versions read the queue.
  @Test
  void aTaskOfALaterVersionIsRedelivered() throws IOException {
    source("");
    Parts parts = parts();
    DeliveredTasks tasks = parts.tasks(parts.scraper(catalog()), parts.redriver(catalog()));

    assertThatThrownBy(() -> tasks.deliver("{\"version\": 4, \"run\": \"r\"}", deadline()))
        .isInstanceOf(TransientException.class);
    assertThat(failures.kept()).isEmpty();
  }

  @Test
  void aSourceThatIsDeployedAMomentLaterCostsNoPage() throws IOException {
    shop(1, 2);
    Source shop = source("");
    Path file = folder.resolve("sources/shop.yml");
    String yaml = Files.readString(file);
    answer(shop);
    Files.delete(file);
    deliver(2);
    assertThat(failures.kept()).isEmpty();

    Files.writeString(file, yaml);
    deliver(Integer.MAX_VALUE);

    assertThat(published()).containsExactlyInAnyOrder("id-0", "id-1");
    assertThat(failures.kept()).isEmpty();
  }

  @Test
  void aSourceThatIsGoneFailsItsPagesAfterFourTries() throws IOException {
    shop(1, 2);
    Source shop = source("");
    answer(shop);
    Files.delete(folder.resolve("sources/shop.yml"));

    deliver(Integer.MAX_VALUE);

    assertThat(failures.kept())
        .extracting(Failure::reason)
        .containsOnly(Reason.SOURCE_UNKNOWN)
        .hasSize(2);
    assertThat(queue.sent()).extracting(TaskMessage::tries).contains(DeliveredTasks.RETRIES);
    assertThat(run().waitingFor().tasks()).isEmpty();
  }

  @Test
  void aMessageThatIsNoTaskIsAFailure() throws IOException {
    source("");
    Parts parts = parts();
    parts.tasks(parts.scraper(catalog()), parts.redriver(catalog())).deliver("hello", deadline());

    assertThat(failures.kept()).extracting(Failure::reason).containsExactly(Reason.TASK_UNREADABLE);
  }
}
