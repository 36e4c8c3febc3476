package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.pipeline.Failure;
import pagestream.pipeline.KeepingLog;
import pagestream.timing.Deadline;

/// Scrapes a page in a process that has too little memory to read it, and says what was kept.
final class SmallMemory {
  /// Of the process: enough for the page, and too little for it as a document, which takes some
  /// hundred bytes for each element.
  static final String HEAP = "-Xmx30m";

  static final String PAGE = "<p>".repeat(490_000);

  private SmallMemory() {}

  /// @param page its address
  public static void main(String[] page) {
    Ports ports = new Ports();
    KeepingLog log = new KeepingLog();
    Source source = Source.ofPage("films", "movies", URI.create(page[0]), Optional.empty());
    Catalog catalog = new Catalog(Recipes.packaged(), Sources.of(source));
    Parts parts = ports.parts(InstantSource.system(), log);
    parts
        .scrapes(catalog, parts.scraper(catalog))
        .scrape(source, Deadline.in(Duration.ofMinutes(1)));
    Failure failure = ports.failures.kept().getFirst();
    boolean isWhole = Arrays.equals(failure.payload().bytes(), PAGE.getBytes(UTF_8));
    System.out.println(failure.reason() + (isWhole ? " with the page" : " without the page"));
    log.lines().forEach(System.out::println);
  }
}
