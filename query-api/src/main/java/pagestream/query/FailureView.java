package pagestream.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import pagestream.encoding.Json;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Payload;
import pagestream.pipeline.StoredFailure;

/// How a failure looks to the outside.
final class FailureView {
  /// Lambda answers with at most 6 MB, and JSON's escapes or base64 make a payload larger.
  private static final int MAX_PAYLOAD_BYTES = 2 << 20;

  private FailureView() {}

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
