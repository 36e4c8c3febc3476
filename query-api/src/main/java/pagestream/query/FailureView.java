package pagestream.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import pagestream.aws.HttpAnswers;
import pagestream.aws.StoredItem;
import pagestream.encoding.Json;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Payload;
import pagestream.pipeline.StoredFailure;

/// How a failure looks to the outside.
final class FailureView {
  /// No more is shown, also where the answer has room for it.
  private static final int MAX_PAYLOAD_BYTES = 2 << 20;

  private FailureView() {}

  /// In a list.
  static ObjectNode of(StoredItem<StoredFailure> item) {
    return of(item, FailureView::of);
  }

  static ObjectNode withPayload(StoredItem<StoredFailure> item) {
    return of(item, FailureView::withPayload);
  }

  private static ObjectNode of(
      StoredItem<StoredFailure> item, Function<StoredFailure, ObjectNode> view) {
    return switch (item) {
      case StoredItem.Known<StoredFailure>(StoredFailure stored) -> view.apply(stored);
      case StoredItem.Unreadable<StoredFailure>(Map<String, Object> attributes, String why) ->
          RecordView.unreadable(attributes, why);
    };
  }

  static ObjectNode of(StoredFailure stored) {
    Failure failure = stored.failure();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("id", failure.id())
            .put("stage", failure.stage().label())
            .put("reason", failure.reason().name())
            .put("title", failure.reason().title())
            .put("message", failure.message())
            .put("status", stored.status().label())
            .put("rows", failure.rows())
            .put("failedAt", failure.failedAt().toString());
    if (failure.origin() != null) {
      json.put("run", failure.origin().run())
          .put("source", failure.origin().source())
          .put("recipe", failure.origin().recipe())
          .put("url", failure.origin().url());
    }
    if (stored.redrive().isPresent()) {
      json.put("redrive", stored.redrive().get()).put("attempts", stored.attempts());
      stored
          .again()
          .ifPresent(why ->
              json.putObject("again")
                  .put("reason", why.reason().name())
                  .put("message", why.message()));
    }
    if (failure.position() != null) {
      json.put("position", failure.position());
    }
    return json;
  }

  static ObjectNode withPayload(StoredFailure stored) {
    ObjectNode json = of(stored);
    json.set("payload", payload(stored.failure().payload()));
    return json;
  }

  /// As `json`, `text` or `base64`, whichever it is, and cut where the answer would be too large.
  private static ObjectNode payload(Payload payload) {
    byte[] bytes = payload.bytes();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("contentType", payload.contentType())
            .put("size", bytes.length);
    if (payload.contentType().equals(Payload.BYTES)) {
      return cut(json, bytes, "base64", FailureView::base64);
    }
    Optional<JsonNode> tree =
        payload.contentType().equals(Payload.JSON) ? tree(bytes) : Optional.empty();
    return tree.isPresent()
        ? json.set("json", tree.get())
        : cut(json, bytes, "text", FailureView::text);
  }

  /// Empty where it is none, where it is too large, and where it has numbers that cannot be
  /// written.
  private static Optional<JsonNode> tree(byte[] bytes) {
    if (bytes.length > MAX_PAYLOAD_BYTES) {
      return Optional.empty();
    }
    try {
      JsonNode tree = Json.MAPPER.readTree(bytes);
      return Optional.of(tree).filter(it -> HttpAnswers.size(it) <= HttpAnswers.MAX_BYTES);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static ObjectNode cut(
      ObjectNode json, byte[] bytes, String name, BiFunction<byte[], Integer, String> form) {
    int length = Math.min(bytes.length, MAX_PAYLOAD_BYTES);
    String shown = form.apply(bytes, length);
    for (int size = HttpAnswers.size(shown);
        size > HttpAnswers.MAX_BYTES;
        size = HttpAnswers.size(shown)) {
      length = (int) ((long) length * HttpAnswers.MAX_BYTES / size);
      shown = form.apply(bytes, length);
    }
    if (length < bytes.length) {
      json.put("truncated", true);
    }
    return json.put(name, shown);
  }

  /// No character is cut in two: all bytes of one but its first begin with the bits 10.
  private static String text(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && end < bytes.length && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes, int length) {
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length));
  }
}
