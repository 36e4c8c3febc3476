package pagestream.scraper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.fetching.Site;
import pagestream.fetching.Site.Response;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Row;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TransientException;
import pagestream.timing.Deadline;

/// Pages that are visited again.
class RevisitsIT {
  private static final Instant NOW = ScraperIT.NOW;
  private static final String BEGUN =
      UlidCreator.getUlid(NOW.toEpochMilli()).toString().substring(0, 10);
  private static final String PAGE = ScraperIT.page(3);

  private final Site site = new Site();
  private final Ports ports = new Ports();
  private final URI url = site.url("/a");
  private int visits;

  @BeforeEach
  void everyVisitHasAnIdOfItsOwn() {
    ports.pageIds = () -> "z" + visits;
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private ScrapeResult.Scraped visit() {
    return visit("movies", Recipes.packaged());
  }

  private ScrapeResult.Scraped visit(String recipe, Recipes recipes) {
    visits++;
    Source source = Source.ofPage("films", recipe, url, Optional.empty());
    Catalog catalog = new Catalog(recipes, Sources.of(source));
    Parts parts = ports.parts(InstantSource.fixed(NOW), new KeepingLog());
    Task task = new Task(run(), "films", recipe, url.toString());
    ports.runs.begin(
        new RunHead(run(), "films", recipe, "1", task.url(), NOW, Duration.ZERO), task);
    return (ScrapeResult.Scraped)
        parts.scraper(catalog).scrapeAtOnce(task, Deadline.in(Duration.ofSeconds(60)));
  }

  /// A ULID, which says when the run began.
  private String run() {
    return BEGUN + "%016d".formatted(visits);
  }

  /// Every row that is on its way arrives.
  private void store() {
    for (Batch<Row> batch : ports.published) {
      ports.runs.add(Outcome.stored(batch, Stage.WRITER, batch.rows(), 0, 0, NOW));
    }
  }

  private void answer(String... headers) {
    site.at("/a", new Response(200, Site.HTML, PAGE, headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ETag: \"1\"",
        "ETag: W/\"1\"",
        "Last-Modified: Fri, 20 Nov 2026 09:00:00 GMT",
        "X: y"
      })
  void aPageThatHasNotChangedIsNotPublishedAgain(String header) {
    answer(header.split(": ", 2));
    visit();
    store();

    for (int again = 0; again < 3; again++) {
      ScrapeResult.Scraped result = visit();

      assertThat(result.found()).isEqualTo(3);
      assertThat(result.unchanged()).isEqualTo(3);
      assertThat(result.published()).isZero();
      assertThat(ports.published).hasSize(1);
      assertThat(ports.runs.find(run()).orElseThrow().status()).isEqualTo(Run.Status.UNCHANGED);
    }
  }

  @Test
  void aPageIsNotSentAgainWhoseServerKnowsIt() {
    answer("ETag", "\"1\"");
    visit();
    store();
    visit();

    assertThat(site.notModified).isEqualTo(1);
  }

  @Test
  void aPageThatHasChangedIsPublished() {
    answer("ETag", "\"1\"");
    visit();
    store();
    site.at("/a", new Response(200, Site.HTML, ScraperIT.page(4), "ETag", "\"2\""));

    assertThat(visit().published()).isEqualTo(4);
    store();
    assertThat(visit().unchanged()).isEqualTo(4);
  }

  @Test
  void aPageWhoseRowsAreNotAllInTheTableIsPublishedAgain() {
    answer("ETag", "\"1\"");
    visit();
    assertThat(visit().published()).as("on their way").isEqualTo(3);

    Batch<Row> batch = ports.published.getLast();
    ports.runs.add(Outcome.stored(batch, Stage.WRITER, 2, 0, 0, NOW));
    assertThat(visit().published()).as("one failed").isEqualTo(3);
  }

  @Test
  void aPageIsPublishedAgainWhileAnOlderRunMayStillWrite() {
    answer("ETag", "\"1\"");
    visit();
    store();
    Task other = new Task("run0", "others", "movies", "https://example.org/");
    ports.runs.begin(
        new RunHead("run0", "others", "movies", "1", other.url(), NOW, Duration.ZERO), other);

    assertThat(visit().published()).isEqualTo(3);
  }

  @Test
  void aPageWithABrokenRowIsPublishedAgain() {
    site.at("/a", new Response(200, Site.HTML, ScraperIT.page(3, 1), "ETag", "\"1\""));
    visit();
    store();

    assertThat(visit().published()).isEqualTo(2);
  }

  @Test
  void aPageWhoseLastVisitCannotBeReadIsPublished() {
    answer("ETag", "\"1\"");
    visit();
    store();
    ports.faulty.put("findPage", Fault.BEFORE);

    assertThat(visit().published()).isEqualTo(3);
  }

  @Test
  void nothingIsPublishedOfAPageThatCannotBeKept() {
    answer("ETag", "\"1\"");
    ports.faulty.put("keepPage", Fault.BEFORE);

    assertThatThrownBy(this::visit).isInstanceOf(TransientException.class);
    assertThat(ports.published).isEmpty();
  }

  /// In between, the page showed something else, of which not all is in the table.
  @Test
  void aPageThatIsAgainAsItWasIsPublishedAgain() {
    answer("ETag", "\"1\"");
    visit();
    store();
    site.at("/a", new Response(200, Site.HTML, ScraperIT.page(4, 1), "ETag", "\"2\""));
    visit();
    store();
    answer("ETag", "\"1\"");

    assertThat(visit().published()).isEqualTo(3);
  }

  /// In between, its rows led to pages of their own, which replaced them in the table.
  @Test
  void aPageWhoseRowsHaveLedElsewhereSinceIsPublishedAgain(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("shop.yml"),
        """
        rows: li
        key: id
        fields: {id: {select: i, required: true}, title: {select: b}}
        follow: {detail: {link: a, fields: {price: {select: em}}}}
        """);
    Recipes recipes = Recipes.in(folder);
    Response complete = Response.page("<ul><li><i>1</i> <b>One</b></li></ul>");
    site.at("/a", complete);
    assertThat(visit("shop", recipes).published()).isEqualTo(1);
    store();
    site.at("/a", Response.page("<ul><li><i>1</i> <b>One</b> <a href='/1'>more</a></li></ul>"));
    assertThat(visit("shop", recipes).follows()).isEqualTo(1);
    ports.runs.end(EndedTask.failed(detail(), 1, 0, "an error", NOW));
    site.at("/a", complete);

    assertThat(visit("shop", recipes).published()).isEqualTo(1);
  }

  /// The page that the last visit's row leads to.
  private Origin detail() {
    FoundTask task = ports.runs.find(run()).orElseThrow().waitingFor().tasks().getFirst();
    return Origins.of(Map.of("run", run(), "task", task.id(), "page", "detail"));
  }

  @Test
  void theValidatorsOfAPageAreNotSentToWhereItLeadsNow() {
    String changed = "Fri, 20 Nov 2026 09:00:00 GMT";
    answer("Last-Modified", changed);
    visit();
    store();
    site.at("/a", Response.redirect("/gone"));
    site.at("/gone", new Response(200, Site.HTML, ScraperIT.page(1), "Last-Modified", changed));

    assertThat(visit().published()).isEqualTo(1);
  }
}
