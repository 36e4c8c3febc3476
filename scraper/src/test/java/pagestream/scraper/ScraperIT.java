package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagestream.catalog.Catalog;
import pagestream.catalog.Limits;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.fetching.Site;
import pagestream.fetching.Site.Response;
import pagestream.memory.Faults.Fault;
import pagestream.pacing.RobotsFile;
import pagestream.pipeline.Batch;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.Failure;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

class ScraperIT {
  private static final Recipe MOVIES = Recipes.packaged().get("movies");
  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final Duration AMPLE = Duration.ofSeconds(60);

  /// The time that passes with each look at a clock of which a test says so.
  private static final Duration LOOK = Duration.ofMillis(1);

  private final Site site = new Site();
  private final Ports ports = new Ports();

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private ScrapeResult scrape(URI url) {
    return scrape(url, AMPLE);
  }

  private ScrapeResult scrape(URI url, Duration time) {
    return scrape(url, time, InstantSource.fixed(NOW));
  }

  private ScrapeResult scrape(URI url, Duration time, InstantSource clock) {
    return scrape(url, time, clock, Recipes.packaged());
  }

  /// In a time that passes ten times as fast, with a second and a half for publishing.
  private ScrapeResult scrapeInHurry(URI url) {
    Duration time = Scraper.RESERVE.plus(Scraper.READING).plus(Scraper.PUBLISHING).plusSeconds(8);
    return scrape(
        url,
        new Deadline(() -> System.nanoTime() * 10, time),
        InstantSource.fixed(NOW),
        Recipes.packaged());
  }

  private ScrapeResult scrape(URI url, Duration time, InstantSource clock, Recipes recipes) {
    return scrape(url, Deadline.in(time), clock, recipes);
  }

  private ScrapeResult scrape(URI url, Deadline deadline, InstantSource clock, Recipes recipes) {
    Source source = Source.ofPage("films", "movies", url, Optional.empty());
    Catalog catalog = new Catalog(recipes, Sources.of(source));
    Parts parts = ports.parts(clock, new KeepingLog());
    return parts.scrapes(catalog, parts.scraper(catalog)).scrape(source, deadline);
  }

  static Task task(URI url) {
    return new Task("run1", "films", "movies", url.toString());
  }

  /// Of a page that was found where its task begins.
  private Origin origin(String path) {
    return origin(path, path);
  }

  private Origin origin(String path, String found) {
    return new Origin(
        "run1",
        "films",
        "movies",
        MOVIES.version(),
        task(site.url(path)).id(),
        "page1",
        site.url(found).toString(),
        NOW);
  }

  private String id(String path, String rest) {
    return "run1-" + task(site.url(path)).id() + "-" + rest;
  }

  /// A page of so many rows; each that is named lacks its id.
  static String page(int rows, Integer... broken) {
    StringBuilder page = new StringBuilder("<table class=movieTable><tbody>");
    for (int i = 0; i < rows; i++) {
      page.append("<tr>")
          .append(List.of(broken).contains(i) ? "" : "<td class=id>tt" + i + "</td>")
          .append("<td class=primaryTitle>Jüri " + i + "</td></tr>");
    }
    return page.append("</tbody></table>").toString();
  }

  @Test
  void publishesEveryRow() {
    ScrapeResult result = scrape(site.at("/a", Response.page(page(250))));

    assertThat(result)
        .isEqualTo(new ScrapeResult.Scraped(origin("/a"), 1, 250, 0, 250, 0, 0, Map.of()));
    assertThat(ports.published)
        .extracting(Batch::origin, Batch::number, batch -> batch.entries().size())
        .containsExactly(
            tuple(origin("/a"), 0, 100), tuple(origin("/a"), 1, 100), tuple(origin("/a"), 2, 50));
    assertThat(positions()).isEqualTo(IntStream.range(0, 250).boxed().toList());
    assertThat(ports.runs.outcomes()).isEmpty();
    assertThat(ports.run().waitingFor().batches()).hasSize(3);
  }

  @Test
  void beginsTheRunBeforeThePageHasItsIdAndEndsTheTaskLast() {
    scrape(site.at("/a", Response.page(page(3, 1))));

    assertThat(ports.calls)
        .containsExactly("sendMessageBatch", "begin", "page id", "keepPage", "put", "keep", "end");
  }

  @Test
  void aRunWaitsForItsTaskUntilWhoeverWorksOnItMustHaveEnded() {
    ports.faulty.put("end", Fault.BEFORE);
    URI url = site.at("/a", Response.page(page(3)));
    assertThatThrownBy(() -> scrapeInHurry(url)).isInstanceOf(TransientException.class);

    Run run = ports.run();

    assertThat(run.waitingFor().tasks()).containsExactly(task(url).found());
    assertThat(run.counts().found()).isZero();
    assertThat(ports.published).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void triesToEndTheTaskAgainWhileThereIsTime(Fault fault) {
    ports.faultsPass = true;
    ports.faulty.put("end", fault);

    ScrapeResult result = scrape(site.at("/a", Response.page(page(3))));

    assertThat(result)
        .isEqualTo(new ScrapeResult.Scraped(origin("/a"), 1, 3, 0, 3, 0, 0, Map.of()));
    assertThat(ports.calls).endsWith("keepPage", "put", "end", "end");
    assertThat(ports.run().counts().found()).isEqualTo(3);
  }

  @Test
  void saysWhatWasFoundWhenAndHowFast() {
    List<Instant> ticks =
        new ArrayList<>(List.of(NOW, NOW, NOW, NOW, NOW.plusMillis(120), NOW.plusSeconds(9)));
    URI url = site.at("/a", Response.page(page(3, 1)));
    ports.robots.keep(site.url("/robots.txt"), new RobotsFile(new byte[0], NOW));

    scrape(url, AMPLE, () -> ticks.size() > 1 ? ticks.removeFirst() : ticks.getFirst());

    assertThat(ports.published.getFirst().origin().scrapedAt()).isEqualTo(NOW.plusMillis(120));
    Run run = ports.run();
    assertThat(run.head())
        .isEqualTo(
            new RunHead(
                "run1",
                "films",
                "movies",
                MOVIES.version(),
                url.toString(),
                NOW,
                Limits.DEFAULT.time()));
    assertThat(run.fetchMillis()).isEqualTo(120);
    assertThat(run.counts()).isEqualTo(new Run.Counts(3, 0, 0, 0, 1));
  }

  @Test
  void namesThePageByWhereItWasFinallyFound() {
    site.at("/b", Response.page(page(1)));

    scrape(site.at("/a", Response.redirect("/b")));

    assertThat(ports.published).extracting(Batch::origin).containsExactly(origin("/a", "/b"));
  }

  @Test
  void keepsABrokenRowAsItStandsOnThePage() {
    ScrapeResult result = scrape(site.at("/a", Response.page(page(3, 1))));

    assertThat(result)
        .isEqualTo(new ScrapeResult.Scraped(origin("/a"), 1, 3, 0, 2, 1, 0, Map.of()));
    Failure failure = ports.kept().get(id("/a", "scraper-1"));
    assertThat(failure.reason()).isEqualTo(Reason.ELEMENT_MISSING);
    assertThat(failure.origin()).isEqualTo(origin("/a"));
    assertThat(failure.payload().contentType()).isEqualTo(Payload.HTML);
    assertThat(failure.payload().bytes())
        .asString(UTF_8)
        .contains("<td class=\"primaryTitle\">Jüri 1</td>");
    assertThat(ports.run().counts().failed()).isEqualTo(1);
    assertThat(ports.runs.outcomes()).isEmpty();
  }

  @Test
  void publishesTheGoodRowsHoweverManyBrokenOnesStandBesideThem() {
    String broken = "<tr><td class=primaryTitle>Jüri</td></tr>".repeat(20_000);

    ScrapeResult result =
        scrape(site.at("/a", Response.page(page(250).replace("<tbody>", "<tbody>" + broken))));

    assertThat(result)
        .isEqualTo(new ScrapeResult.Scraped(origin("/a"), 1, 20_250, 0, 250, 20_000, 0, Map.of()));
    assertThat(ports.published.stream().mapToInt(Batch::rows).sum()).isEqualTo(250);
    assertThat(ports.kept()).hasSizeLessThan(200);
    assertThat(ports.kept().values().stream().mapToInt(Failure::rows).sum()).isEqualTo(20_000);
    assertThat(ports.run().counts().failed()).isEqualTo(20_000);
  }

  @Test
  void publishesTheGoodRowsEvenIfTheBrokenOnesCannotBeKept() {
    ports.faulty.put("keep", Fault.BEFORE);
    URI url = site.at("/a", Response.page(page(3, 1)));

    assertThatThrownBy(() -> scrape(url)).isInstanceOf(TransientException.class);

    assertThat(ports.published).hasSize(1);
    assertThat(ports.run().waitingFor().tasks()).containsExactly(task(url).found());
  }

  @Test
  void keepsWhatCouldNotBePublishedInTimeAndDropsNothing() {
    ports.refused = partitionKey -> partitionKey.endsWith("-1");

    ScrapeResult result = scrapeInHurry(site.at("/a", Response.page(page(250, 0, 3))));

    assertThat(result)
        .isEqualTo(new ScrapeResult.Scraped(origin("/a"), 1, 250, 0, 148, 102, 0, Map.of()));
    assertThat(ports.run().counts().failed()).isEqualTo(102);
    assertThat(ports.runs.outcomes())
        .containsExactly(
            Outcome.givenUp(new Batch<Row>(origin("/a"), 1, 100, List.of()), Stage.SCRAPER, NOW));
    assertThat(positions()).isEqualTo(IntStream.range(0, 250).boxed().toList());
    Failure failure = ports.kept().get(id("/a", "scraper-batch-1"));
    assertThat(failure.reason()).isEqualTo(Reason.NOT_PUBLISHED);
    assertThat(failure.rows()).isEqualTo(100);
    Batch<Row> again = Ports.batch(failure.payload().bytes());
    assertThat(again.origin()).isEqualTo(origin("/a"));
    assertThat(again.number()).isEqualTo(1);
    assertThat(again.entries().getFirst().fields()).containsEntry("id", "tt102");
  }

  @Test
  void writesOneFailureABatchWhereTheStreamTakesNothing() {
    ports.refused = partitionKey -> true;

    ScrapeResult result = scrapeInHurry(site.at("/a", Response.page(page(20_000))));

    assertThat(result)
        .isEqualTo(
            new ScrapeResult.Failed(
                origin("/a"),
                new Rejection(
                    Reason.NOT_PUBLISHED,
                    "none of the page's 20000 rows could be put on the stream; they are kept,"
                        + " see /errors?run=run1"),
                Optional.empty()));
    assertThat(ports.kept()).hasSize(200);
    assertThat(ports.kept().values()).extracting(Failure::rows).containsOnly(100);
    assertThat(positions()).isEqualTo(IntStream.range(0, 20_000).boxed().toList());
  }

  @Test
  void keepsAPageOfAnotherLayoutAsText() {
    Charset latin = Charset.forName("iso-8859-1");
    byte[] body = "<p>Zurück in Kürze</p>".getBytes(latin);

    ScrapeResult result =
        scrape(site.at("/a", new Response(200, "text/html; charset=iso-8859-1", body)));

    Failure failure = failedWith(result, Reason.LAYOUT_CHANGED);
    assertThat(failure.payload().contentType()).isEqualTo(Payload.HTML);
    assertThat(failure.payload().bytes()).asString(UTF_8).isEqualTo("<p>Zurück in Kürze</p>");
  }

  @Test
  void keepsAPageThatTakesTooMuchToBeRead() {
    String body = page(3) + "<p>".repeat(600_000);

    ScrapeResult result = scrape(site.at("/a", Response.page(body)));

    Failure failure = failedWith(result, Reason.PAGE_TOO_COMPLEX);
    assertThat(failure.payload().bytes()).asString(UTF_8).isEqualTo(body);
  }

  @Test
  void keepsAPageWhoseReadingBreaksOff(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("movies.yml"),
        "{rows: 'tr[', key: id, fields: {id: {select: td, required: true}}}");
    URI url = site.at("/a", Response.page(page(3)));

    ScrapeResult result = scrape(url, AMPLE, InstantSource.fixed(NOW), Recipes.in(folder));

    Failure failure = failedWith(result, Reason.UNEXPECTED);
    assertThat(failure.message()).contains(url.toString(), "the function's log has the error");
    assertThat(failure.payload().bytes()).asString(UTF_8).isEqualTo(page(3));
  }

  @Test
  void keepsAPageForWhichMemoryRunsOut() throws IOException {
    Process small =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SmallMemory.HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallMemory.class.getName(),
                site.at("/a", Response.page(SmallMemory.PAGE)).toString())
            .redirectErrorStream(true)
            .start();

    List<String> said = small.inputReader().readAllLines();

    assertThat(said)
        .contains("UNEXPECTED with the page")
        .anyMatch(line -> line.contains("could not be read: java.lang.OutOfMemoryError"));
  }

  @Test
  void keepsAPageInAnotherCharsetAsBytes() {
    byte[] body = "<p>Ирония</p>".getBytes(Charset.forName("windows-1251"));

    ScrapeResult result = scrape(site.at("/a", new Response(200, Site.HTML, body)));

    Failure failure = failedWith(result, Reason.PAGE_CHARSET);
    assertThat(failure.payload().contentType()).isEqualTo(Payload.BYTES);
    assertThat(failure.payload().bytes()).isEqualTo(body);
  }

  @Test
  void keepsWhatCameInPlaceOfThePage() {
    ScrapeResult result = scrape(site.at("/a", new Response(503, Site.HTML, "<p>Later</p>")));

    assertThat(failedWith(result, Reason.PAGE_STATUS).payload().bytes())
        .asString(UTF_8)
        .isEqualTo("<p>Later</p>");
  }

  @Test
  void isNotAskedForAPageThatRobotsTxtForbids() {
    site.at("/robots.txt", new Response(200, "text/plain", "User-agent: *\nDisallow: /a"));

    ScrapeResult result = scrape(site.at("/a", Response.page(page(1))));

    assertThat(failedWith(result, Reason.ROBOTS_DISALLOWED).payload().bytes()).isEmpty();
    assertThat(site.requests).containsExactly("/robots.txt");
  }

  @Test
  void aRowWhosePageRobotsTxtForbidsIsInItsFailure() {
    site.at("/robots.txt", new Response(200, "text/plain", "User-agent: *\nDisallow: /a"));
    Source source = Source.ofPage("films", "movies", site.url("/"), Optional.empty());
    Row row = new Row(3, Map.of("title", "Jüri"));
    String run = UlidCreator.getUlid(NOW.toEpochMilli()).toString();
    Task task =
        new Task(run, "films", "movies", site.url("/").toString())
            .leadsTo(site.url("/a").toString(), new Work.Detail(new CarriedRow("task0", 1, row)));
    ports.runs.begin(
        new RunHead(
            run, "films", "movies", MOVIES.version(), site.url("/").toString(), NOW, Duration.ZERO),
        task);

    ScrapeResult result =
        ports
            .parts(InstantSource.fixed(NOW), new KeepingLog())
            .scraper(new Catalog(Recipes.packaged(), Sources.of(source)))
            .scrapeInTurn(
                new TaskMessage(task, 0, NOW), TaskState.Open.NEW, false, Deadline.in(AMPLE));

    assertThat(result).isInstanceOf(ScrapeResult.Failed.class);
    Failure failure = ports.failures.kept().getFirst();
    assertThat(failure.reason()).isEqualTo(Reason.ROBOTS_DISALLOWED);
    assertThat(failure.rows()).isEqualTo(1);
    assertThat(failure.payload().bytes()).asString(UTF_8).contains("\"title\":\"Jüri\"");
  }

  @Test
  void isOutOfTimeWhereOnlyTheReserveIsLeft() {
    failedWith(
        scrape(site.at("/a", Response.page(page(1))), Duration.ofSeconds(4)),
        Reason.PAGE_TIMED_OUT);
  }

  @Test
  void leavesTimeToReadAndPublishAPageThatIsLate() throws Exception {
    CompletableFuture<Void> isOver = new CompletableFuture<>();
    URI silent = site.raw(visitor -> isOver.join()).url();
    Duration later = Scraper.RESERVE.plus(Scraper.READING).plus(Scraper.PUBLISHING);

    ScrapeResult result =
        scrape(silent, later.plusMillis(1_800), InstantSource.system(), Recipes.packaged());

    isOver.complete(null);
    assertThat(result).extracting("why.reason").isEqualTo(Reason.PAGE_TIMED_OUT);
    assertThat(result).extracting("why.message").asString().contains("within 2 s");
  }

  @Test
  void leavesTimeToKeepAPageWhoseReadingTakesTooLong() {
    AtomicLong clock = new AtomicLong();
    Deadline deadline = new Deadline(() -> clock.addAndGet(LOOK.toNanos()), AMPLE);
    URI url = site.at("/a", Response.page(page(3) + "<p>".repeat(100_000)));

    ScrapeResult result = scrape(url, deadline, InstantSource.fixed(NOW), Recipes.packaged());

    failedWith(result, Reason.PAGE_TOO_COMPLEX);
    Duration left = Scraper.RESERVE.plus(Scraper.PUBLISHING);
    assertThat(deadline.left()).isBetween(left.minusSeconds(1), left);
  }

  /// The page's failure, after checking that the run says so too.
  private Failure failedWith(ScrapeResult result, Reason reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            ScrapeResult.Failed.class,
            failed -> {
              assertThat(failed.why().reason()).isEqualTo(reason);
              assertThat(failed.error()).contains(id("/a", "page"));
            });
    assertThat(ports.calls).containsExactly("sendMessageBatch", "begin", "page id", "keep", "end");
    Run run = ports.run();
    assertThat(run.status()).isEqualTo(Run.Status.FAILED);
    assertThat(run.error()).isEqualTo(id("/a", "page"));
    assertThat(ports.kept()).containsOnlyKeys(id("/a", "page"));
    return ports.kept().get(id("/a", "page"));
  }

  @Test
  void publishesNothingForARunThatHasNotBegun() {
    ports.faulty.put("begin", Fault.BEFORE);
    URI url = site.at("/a", Response.page(page(3, 1)));

    assertThatThrownBy(() -> scrape(url)).isInstanceOf(TransientException.class);
    assertThat(ports.calls).doesNotContain("put");
  }

  @Test
  void fetchesNothingForARunThatCannotBegin() {
    ports.faulty.put("begin", Fault.AFTER);
    URI url = site.at("/a", Response.page(page(1)));

    assertThatThrownBy(() -> scrape(url)).isInstanceOf(TransientException.class);
    assertThat(site.requests).isEmpty();
  }

  /// Of all rows that are published or kept.
  private List<Integer> positions() {
    List<Integer> positions = new ArrayList<>();
    ports.published.forEach(batch -> batch.entries().forEach(row -> positions.add(row.position())));
    for (Failure failure : ports.kept().values()) {
      if (failure.position() != null) {
        positions.add(failure.position());
      } else {
        Ports.batch(failure.payload().bytes()).entries().stream()
            .map(Row::position)
            .forEach(positions::add);
      }
    }
    return positions.stream().sorted().toList();
  }
}
