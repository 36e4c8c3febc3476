package pagestream.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Excerpt;
import pagestream.encoding.Utf8;

/// Where rows come from: what all rows of a page share. Stream records, tables and failures hold it
/// as the texts by name that this class makes and reads, so that they know no single field of it.
///
/// @param run the run's id, a ULID: ids sort as the runs began
/// @param recipeVersion the recipe's content hash; empty if no page was read
/// @param task the id of the task that fetched the page
/// @param page the page's id, a ULID made when the answer was whole: rows are as new as their page
/// @param url the page as it was finally fetched, after redirects; of an address that is longer
///   than any that is followed, the beginning
/// @param redriven present where the rows are sent again after they failed
public record Origin(
    String run,
    String source,
    String recipe,
    String recipeVersion,
    String task,
    String page,
    String url,
    Instant scrapedAt,
    Optional<Redriven> redriven) {
  private static final String COUNTED_AS = "countedAs";
  private static final String REDRIVES = "redrives";
  private static final String OUTDATED = "outdated";
  private static final String URL = "url";

  /// Bytes that each of its names may have. Those that Pagestream makes are much shorter.
  static final int MAX_NAME_BYTES = 200;

  public Origin {
    url = Excerpt.of(url, MovedPage.MAX_LENGTH);
  }

  /// Rows that are sent again keep their page, and so stay as old as they are. They are counted by
  /// the run that redrives them.
  ///
  /// @param countedAs what their batches are counted under in place of the page, a ULID
  /// @param failures what the ids of the failures begin with that the rows had at the stage they
  ///   are sent to; empty where they had none there
  /// @param isOutdated whether a later run has read rows of the recipe: what the table has may have
  ///   been found unchanged since, and stays
  public record Redriven(String countedAs, String failures, boolean isOutdated) {}

  /// Of rows that are sent for the first time.
  public Origin(
      String run,
      String source,
      String recipe,
      String recipeVersion,
      String task,
      String page,
      String url,
      Instant scrapedAt) {
    this(run, source, recipe, recipeVersion, task, page, url, scrapedAt, Optional.empty());
  }

  /// Its fields by name, in their order.
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("run", run);
    texts.put("source", source);
    texts.put("recipe", recipe);
    texts.put("recipeVersion", recipeVersion);
    texts.put("task", task);
    texts.put("page", page);
    texts.put(URL, url);
    texts.put("scrapedAt", scrapedAt.toString());
    redriven.ifPresent(again -> {
      texts.put(COUNTED_AS, again.countedAs());
      texts.put(REDRIVES, again.failures());
      texts.put(OUTDATED, Boolean.toString(again.isOutdated()));
    });
    return texts;
  }

  /// What lines of a log that belong to it are found by.
  public Map<String, String> about() {
    return Map.of("run", run, "task", task, "page", page);
  }

  /// What its batches are counted under: its page, unless they are sent again.
  public String countedAs() {
    return redriven.map(Redriven::countedAs).orElse(page);
  }

  /// Whether what the table has may be newer than its rows, whatever its version says.
  public boolean isOutdated() {
    return redriven.filter(Redriven::isOutdated).isPresent();
  }

  /// How its rows are sent again, after the latest scrape has read the pages of its recipe: if that
  /// began after this page arrived, they are outdated.
  public Redriven sentAgain(String countedAs, String failures, Optional<String> latestScrape) {
    boolean isOutdated = latestScrape.filter(scrape -> scrape.compareTo(page) > 0).isPresent();
    return new Redriven(countedAs, failures, isOutdated);
  }

  /// The same page's, as another run's task sends its rows again.
  public Origin again(String redrive, String redriveTask, Redriven how) {
    return new Origin(
        redrive,
        source,
        recipe,
        recipeVersion,
        redriveTask,
        page,
        url,
        scrapedAt,
        Optional.of(how));
  }

  /// What a record keeps of it.
  public Origin ofRecord() {
    return new Origin(run, source, recipe, recipeVersion, task, page, url, scrapedAt);
  }

  /// The same page, fetched by another task.
  public Origin ofTask(String id) {
    Map<String, String> texts = texts();
    texts.put("task", id);
    return of(texts);
  }

  /// Reads what [#texts] made. The version before knew no source, task or page; a run was one page.
  ///
  /// @throws IllegalArgumentException that says what was expected
  public static Origin of(Map<String, String> texts) {
    String run = required(texts, "run");
    return new Origin(
        run,
        texts.getOrDefault("source", ""),
        required(texts, "recipe"),
        given(texts, "recipeVersion"),
        texts.getOrDefault("task", ""),
        texts.getOrDefault("page", run),
        required(texts, URL),
        time(required(texts, "scrapedAt")),
        Optional.ofNullable(texts.get(COUNTED_AS)).map(countedAs -> redriven(countedAs, texts)));
  }

  private static Redriven redriven(String countedAs, Map<String, String> texts) {
    return new Redriven(
        countedAs,
        texts.getOrDefault(REDRIVES, ""),
        Boolean.parseBoolean(texts.getOrDefault(OUTDATED, "")));
  }

  /// Reads what somebody else may have made: ids of tables are made of its names, and DynamoDB
  /// limits those.
  ///
  /// @throws IllegalArgumentException that says what was expected
  static Origin received(Map<String, String> texts) {
    Origin origin = of(texts);
    origin
        .texts()
        .forEach((name, text) -> {
          if (!name.equals(URL) && Utf8.length(text) > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                "expected a text \"%s\" of at most %d bytes, found one of %d"
                    .formatted(name, MAX_NAME_BYTES, Utf8.length(text)));
          }
        });
    return origin;
  }

  private static String required(Map<String, String> texts, String name) {
    String text = texts.getOrDefault(name, "");
    if (text.isEmpty()) {
      throw missing(name);
    }
    return text;
  }

  /// A text that may be empty.
  private static String given(Map<String, String> texts, String name) {
    return Optional.ofNullable(texts.get(name)).orElseThrow(() -> missing(name));
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("expected a text \"" + name + "\", found none");
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected an ISO-8601 time as \"scrapedAt\", found another text", e);
    }
  }
}
