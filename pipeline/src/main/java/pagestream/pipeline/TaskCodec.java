package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Json;
import pagestream.encoding.Utf8;

/// Turns tasks into the text of a queue's message and back: versioned JSON.
///
/// ```
/// {"version": 1, "run": "01J…", "source": "books", "recipe": "books", "url": "https://…",
/// "depth": 2, "tries": 0, "notBefore": "2026-11-21T12:00:00Z",
/// "row": {"task": "0a1b…", "level": 0, "position": 3, "fields": {…}}}
/// ```
///
/// Where its page has moved, `"moved": {"url": "https://…", "redirects": 1}` is added. In place of
/// `row` stands `"work": "sitemap"`, `"work": "starts"`, `"addresses": ["https://…"]` or
/// `"redrive": {"part": 0, "failures": ["01J…"]}` where that is the task's work, and nothing where
/// its page has rows. A task that does a failed one again has the failure's id as `redrives`.
///
/// A task is of version 3 where it redrives a failure, of version 2 where a field of its row has a
/// list, as in `"tags": ["a", "b"]`, and of version 1 otherwise: what knows version 1 alone would
/// read the list as an empty text.
public final class TaskCodec {
  private static final int FIRST_VERSION = 1;
  private static final int LIST_VERSION = 2;
  private static final int VERSION = 3;

  private static final String SITEMAP = "sitemap";
  private static final String STARTS = "starts";

  private TaskCodec() {}

  public static String encode(TaskMessage message) {
    Task task = message.task();
    ObjectNode tree =
        Json.MAPPER
            .createObjectNode()
            .put("version", version(task))
            .put("run", task.run())
            .put("source", task.source())
            .put("recipe", task.recipe())
            .put("url", task.url())
            .put("depth", task.depth())
            .put("tries", message.tries())
            .put("notBefore", message.notBefore().toString());
    put(task.work(), tree);
    task.redrives().ifPresent(failure -> tree.put("redrives", failure));
    message
        .moved()
        .ifPresent(page ->
            tree.putObject("moved").put("url", page.url()).put("redirects", page.redirects()));
    try {
      return escaped(Json.MAPPER.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A page may have characters that are none; SQS refuses a message with one of them ([AWS](
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html)).
  /// JSON escapes all others that it refuses.
  private static String escaped(String json) {
    return json.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
  }

  private static int version(Task task) {
    if (task.redrives().isPresent() || task.work() instanceof Work.Redrive) {
      return VERSION;
    }
    return task.carried().filter(carried -> carried.row().hasList()).isPresent()
        ? LIST_VERSION
        : FIRST_VERSION;
  }

  private static void put(Work work, ObjectNode tree) {
    switch (work) {
      case Work.Rows rows -> {}
      case Work.Detail(CarriedRow row) -> tree.set("row", tree(row));
      case Work.Sitemap sitemap -> tree.put("work", SITEMAP);
      case Work.Starts starts -> tree.put("work", STARTS);
      case Work.Addresses(List<String> urls) -> tree.putPOJO("addresses", urls);
      case Work.Redrive redrive -> tree.set("redrive", tree(redrive));
    }
  }

  private static ObjectNode tree(Work.Redrive redrive) {
    ObjectNode tree = Json.MAPPER.createObjectNode().put("part", redrive.part());
    tree.putPOJO("failures", redrive.failures());
    redrive
        .more()
        .ifPresent(more -> {
          ObjectNode selection = tree.putObject("more");
          selection.putPOJO("filters", more.filters());
          more.cursor().ifPresent(cursor -> selection.put("cursor", cursor));
        });
    return tree;
  }

  private static ObjectNode tree(CarriedRow row) {
    ObjectNode tree =
        Json.MAPPER
            .createObjectNode()
            .put("task", row.task())
            .put("level", row.level())
            .put("position", row.row().position());
    tree.putPOJO("fields", row.row().fields());
    return tree;
  }

  /// The task. Rejected where the message is none, however often it is delivered, and with
  /// [Reason#TASK_VERSION] where a later version can read it: each version's tasks say their run.
  public static Result<TaskMessage> decode(String text) {
    try {
      JsonNode tree = Json.MAPPER.readTree(text);
      int version = tree.path("version").asInt();
      if (version > VERSION && tree.hasNonNull("run")) {
        return Result.rejected(
            Reason.TASK_VERSION,
            "expected a task of version %d at most, found one of %d".formatted(VERSION, version));
      }
      return version >= FIRST_VERSION
          ? Result.ok(message(tree))
          : unreadable("a task with a \"version\"", "none");
    } catch (JsonProcessingException e) {
      return unreadable("a task as JSON", "another text");
    } catch (IllegalArgumentException | DateTimeException e) {
      return unreadable("a task", String.valueOf(e.getMessage()));
    }
  }

  private static TaskMessage message(JsonNode tree) {
    return new TaskMessage(
        new Task(
            name(tree, "run"),
            name(tree, "source"),
            name(tree, "recipe"),
            text(tree, "url"),
            number(tree, "depth"),
            work(tree),
            Optional.of(tree.path("redrives"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)),
        number(tree, "tries"),
        Instant.parse(text(tree, "notBefore")),
        Optional.of(tree.path("moved")).filter(JsonNode::isObject).map(TaskCodec::moved));
  }

  private static MovedPage moved(JsonNode tree) {
    return new MovedPage(text(tree, "url"), number(tree, "redirects"));
  }

  private static Work work(JsonNode tree) {
    if (tree.has("row")) {
      return new Work.Detail(row(tree.path("row")));
    }
    if (tree.has("addresses")) {
      return new Work.Addresses(texts(tree.path("addresses")));
    }
    if (tree.has("redrive")) {
      return redrive(tree.path("redrive"));
    }
    return switch (tree.path("work").asText()) {
      case "" -> new Work.Rows();
      case SITEMAP -> new Work.Sitemap();
      case STARTS -> new Work.Starts();
      default -> throw new IllegalArgumentException("another \"work\"");
    };
  }

  private static Work redrive(JsonNode tree) {
    return new Work.Redrive(
        number(tree, "part"),
        texts(tree.path("failures")),
        Optional.of(tree.path("more")).filter(JsonNode::isObject).map(TaskCodec::selection));
  }

  private static Selection selection(JsonNode tree) {
    Map<String, String> filters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> filter : tree.path("filters").properties()) {
      filters.put(filter.getKey(), filter.getValue().asText());
    }
    return new Selection(
        filters,
        Optional.of(tree.path("cursor")).filter(JsonNode::isTextual).map(JsonNode::asText));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static CarriedRow row(JsonNode tree) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : tree.path("fields").properties()) {
      fields.put(field.getKey(), value(field.getValue()));
    }
    return new CarriedRow(
        text(tree, "task"), number(tree, "level"), new Row(number(tree, "position"), fields));
  }

  private static Object value(JsonNode field) {
    return field.isArray() ? texts(field) : field.asText();
  }

  private static String text(JsonNode tree, String name) {
    JsonNode text = tree.path(name);
    if (!text.isTextual()) {
      throw new IllegalArgumentException("no text \"" + name + "\"");
    }
    return text.textValue();
  }

  /// A text of which ids of the tables are made.
  private static String name(JsonNode tree, String name) {
    String text = text(tree, name);
    if (Utf8.length(text) > Origin.MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "a text \"%s\" of %d bytes".formatted(name, Utf8.length(text)));
    }
    return text;
  }

  private static int number(JsonNode tree, String name) {
    JsonNode number = tree.path(name);
    if (!number.isInt()) {
      throw new IllegalArgumentException("no whole number \"" + name + "\"");
    }
    return number.intValue();
  }

  private static Result<TaskMessage> unreadable(String expected, String found) {
    return Result.rejected(Reason.TASK_UNREADABLE, "expected " + expected + ", found " + found);
  }
}
