package pagestream.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where rows come from: what all rows of a page share. Stream records, tables and failures hold it
/// as the texts by name that this class makes and reads, so that they know no single field of it.
///
/// @param run the run's id, a ULID: ids sort as the runs began
/// @param recipeVersion the recipe's content hash; empty where no page was read
/// @param task the id of the task that fetched the page
/// @param page the page's id, a ULID made when the answer was whole: rows are as new as their page
/// @param url the page as it was finally fetched, after redirects
public record Origin(
    String run,
    String source,
    String recipe,
    String recipeVersion,
    String task,
    String page,
    String url,
    Instant scrapedAt) {

  /// Its fields by name, in their order.
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("run", run);
    texts.put("source", source);
    texts.put("recipe", recipe);
    texts.put("recipeVersion", recipeVersion);
    texts.put("task", task);
    texts.put("page", page);
    texts.put("url", url);
    texts.put("scrapedAt", scrapedAt.toString());
    return texts;
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
        present(texts, "recipeVersion"),
        texts.getOrDefault("task", ""),
        texts.getOrDefault("page", run),
        required(texts, "url"),
        time(required(texts, "scrapedAt")));
  }

  private static String required(Map<String, String> texts, String name) {
    String text = present(texts, name);
    if (text.isEmpty()) {
      throw none(name);
    }
    return text;
  }

  /// It may be empty.
  private static String present(Map<String, String> texts, String name) {
    return Optional.ofNullable(texts.get(name)).orElseThrow(() -> none(name));
  }

  private static IllegalArgumentException none(String name) {
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
