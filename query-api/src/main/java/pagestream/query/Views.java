package pagestream.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import pagestream.aws.Slice;
import pagestream.aws.StoredFailure;
import pagestream.catalog.Field;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.catalog.Schedule;
import pagestream.catalog.Source;
import pagestream.encoding.Json;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Run;
import pagestream.yaml.YamlException;

/// How records, runs and failures look to the outside.
final class Views {
  /// Lambda answers with at most 6 MB, and JSON's escapes or base64 make a payload larger.
  private static final int MAX_PAYLOAD_BYTES = 2 << 20;

  /// How much of what a run waits for is named.
  private static final int MAX_WAITING = 10;

  private Views() {}

  static <T> ObjectNode slice(Slice<T> slice, Function<T, ObjectNode> view) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode items = json.putArray("items");
    slice.items().stream().map(view).forEach(items::add);
    return json.put("next", slice.next().orElse(null));
  }

  static <T> ObjectNode list(Collection<T> all, Function<T, ObjectNode> view) {
    return slice(new Slice<>(List.copyOf(all), Optional.empty()), view);
  }

  /// The key first, then the fields in the recipe's order, then what the pipeline adds.
  static ObjectNode record(List<Field> fields, Map<String, Object> item) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put("id", item.get("id"));
    for (Field field : fields) {
      if (item.containsKey(field.name())) {
        ordered.put(field.name(), item.get(field.name()));
      }
    }
    new TreeMap<>(item).forEach(ordered::putIfAbsent);
    return Json.MAPPER.valueToTree(ordered);
  }

  /// @param base what stands before the API's paths
  static ObjectNode source(Source source, String base) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("source", source.name())
            .put("recipe", source.recipe())
            .put("start", source.start().toString())
            .put("schedule", source.schedule().map(Schedule::expression).orElse(null));
    json.putObject("links").put("records", base + "/records/" + source.recipe());
    return json;
  }

  /// A recipe that is no longer deployed has its name alone; its records stay readable.
  ///
  /// @param base what stands before the API's paths
  static ObjectNode recipe(String name, Recipes recipes, String base) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("recipe", name);
    try {
      Optional<Recipe> recipe = recipes.find(name);
      json.put("status", recipe.isPresent() ? "deployed" : "removed");
      recipe.ifPresent(deployed -> describe(deployed, json));
    } catch (YamlException e) {
      json.put("status", "broken");
      ArrayNode mistakes = json.putArray("mistakes");
      e.mistakes().forEach(mistake -> mistakes.add(mistake.toString()));
    }
    json.putObject("links").put("records", base + "/records/" + name);
    return json;
  }

  private static void describe(Recipe recipe, ObjectNode json) {
    json.put("version", recipe.version()).put("key", recipe.key());
    ObjectNode fields = json.putObject("fields");
    recipe.fields().forEach(field -> fields.put(field.name(), field.type().word()));
  }

  /// @param base what stands before the API's paths
  static ObjectNode run(Run run, String base) {
    var head = run.head();
    var counts = run.counts();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("run", head.run())
            .put("status", run.status().name().toLowerCase(Locale.ROOT))
            .put("source", head.source())
            .put("recipe", head.recipe())
            .put("recipeVersion", head.recipeVersion())
            .put("url", run.url())
            .put("found", counts.found())
            .put("stored", counts.stored())
            .put("unchanged", counts.unchanged())
            .put("stale", counts.stale())
            .put("failed", counts.failed())
            .put("startedAt", head.startedAt().toString());
    json.put("settledAt", run.settledAt().map(Object::toString).orElse(null));
    json.putObject("tasks")
        .put("found", run.tasks().found())
        .put("ended", run.tasks().ended())
        .put("brokenOff", run.tasks().brokenOff());
    if (run.settledAt().isEmpty()) {
      json.set("waitingFor", waitingFor(run.waitingFor()));
    }
    ObjectNode timings = json.putObject("timings").put("fetchMillis", run.fetchMillis());
    run.settledAt()
        .ifPresent(
            at -> timings.put("settledMillis", Duration.between(head.startedAt(), at).toMillis()));
    if (run.error() != null) {
      json.put("error", run.error());
    }
    json.putObject("links")
        .put("self", base + "/runs/" + head.run())
        .put("errors", base + "/errors?run=" + head.run());
    return json;
  }

  /// How many tasks and batches, and the first of them by name.
  private static ObjectNode waitingFor(Run.WaitingFor waitingFor) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("tasks", waitingFor.tasks().size())
            .put("batches", waitingFor.batches().size());
    ArrayNode first = json.putArray("first");
    waitingFor.tasks().stream()
        .limit(MAX_WAITING)
        .forEach(task -> first.addObject().put("task", task.id()).put("url", task.url()));
    waitingFor.batches().stream()
        .limit(MAX_WAITING - first.size())
        .forEach(batch -> first.addObject().put("page", batch.page()).put("batch", batch.batch()));
    return json;
  }

  static ObjectNode failure(StoredFailure stored) {
    Failure failure = stored.failure();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("id", failure.id())
            .put("stage", failure.stage().label())
            .put("reason", failure.reason().name())
            .put("title", failure.reason().title())
            .put("message", failure.message())
            .put("status", stored.status())
            .put("rows", failure.rows())
            .put("failedAt", failure.failedAt().toString());
    if (failure.origin() != null) {
      json.put("run", failure.origin().run())
          .put("source", failure.origin().source())
          .put("recipe", failure.origin().recipe())
          .put("url", failure.origin().url());
    }
    if (failure.position() != null) {
      json.put("position", failure.position());
    }
    return json;
  }

  static ObjectNode failureWithPayload(StoredFailure stored) {
    ObjectNode json = failure(stored);
    json.set("payload", payload(stored.failure().payload()));
    return json;
  }

  /// As `json`, `text` or `base64`, whichever it is.
  private static ObjectNode payload(Payload payload) {
    byte[] bytes = payload.bytes();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("contentType", payload.contentType())
            .put("size", bytes.length);
    if (bytes.length > MAX_PAYLOAD_BYTES) {
      json.put("truncated", true);
      bytes = Arrays.copyOf(bytes, MAX_PAYLOAD_BYTES);
    } else if (payload.contentType().equals(Payload.JSON)) {
      try {
        json.set("json", Json.MAPPER.readTree(bytes));
        return json;
      } catch (IOException e) {
        return json.put("text", new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return payload.contentType().equals(Payload.BYTES)
        ? json.put("base64", Base64.getEncoder().encodeToString(bytes))
        : json.put("text", new String(bytes, StandardCharsets.UTF_8));
  }
}
