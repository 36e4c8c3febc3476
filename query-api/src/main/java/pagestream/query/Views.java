package pagestream.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import pagestream.aws.FailureTable;
import pagestream.aws.Page;
import pagestream.catalog.Field;
import pagestream.catalog.Recipe;
import pagestream.encoding.Json;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Payload;
import pagestream.pipeline.RunSummary;

/// How records, runs and failures look to the outside.
final class Views {
  /// Lambda answers with at most 6 MB, and JSON's escapes or base64 make a payload larger.
  private static final int MAX_PAYLOAD_BYTES = 2 << 20;

  private Views() {}

  static <T> ObjectNode page(Page<T> page, Function<T, ObjectNode> view) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode items = json.putArray("items");
    page.items().stream().map(view).forEach(items::add);
    return json.put("next", page.next().orElse(null));
  }

  /// The key first, then the fields in the recipe's order, then what the pipeline adds.
  static ObjectNode record(Recipe recipe, Map<String, Object> item) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put("id", item.get("id"));
    for (Field field : recipe.fields()) {
      if (item.containsKey(field.name())) {
        ordered.put(field.name(), item.get(field.name()));
      }
    }
    new TreeMap<>(item).forEach(ordered::putIfAbsent);
    return Json.MAPPER.valueToTree(ordered);
  }

  /// @param base what stands before the API's paths
  static ObjectNode run(RunSummary run, String base) {
    var head = run.head();
    var origin = head.origin();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("run", origin.run())
            .put("status", run.status().name().toLowerCase(Locale.ROOT))
            .put("recipe", origin.recipe())
            .put("recipeVersion", origin.recipeVersion())
            .put("url", origin.url())
            .put("found", head.found())
            .put("stored", run.stored())
            .put("unchanged", run.unchanged())
            .put("stale", run.stale())
            .put("failed", run.failed())
            .put("startedAt", head.startedAt().toString());
    json.put("settledAt", run.settledAt().map(Object::toString).orElse(null));
    ObjectNode timings = json.putObject("timings").put("fetchMillis", head.fetchMillis());
    run.settledAt()
        .ifPresent(
            at -> timings.put("settledMillis", Duration.between(head.startedAt(), at).toMillis()));
    if (head.error() != null) {
      json.put("error", head.error());
    }
    json.putObject("links")
        .put("self", base + "/runs/" + origin.run())
        .put("errors", base + "/errors?run=" + origin.run());
    return json;
  }

  static ObjectNode failure(FailureTable.Kept kept) {
    Failure failure = kept.failure();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("id", failure.id())
            .put("stage", failure.stage().label())
            .put("reason", failure.reason().name())
            .put("title", failure.reason().title())
            .put("message", failure.message())
            .put("status", kept.status())
            .put("rows", failure.rows())
            .put("failedAt", failure.failedAt().toString());
    if (failure.origin() != null) {
      json.put("run", failure.origin().run())
          .put("recipe", failure.origin().recipe())
          .put("url", failure.origin().url());
    }
    if (failure.position() != null) {
      json.put("position", failure.position());
    }
    return json;
  }

  static ObjectNode failureWithPayload(FailureTable.Kept kept) {
    ObjectNode json = failure(kept);
    json.set("payload", payload(kept.failure().payload()));
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
