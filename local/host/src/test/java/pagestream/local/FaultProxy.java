package pagestream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import pagestream.encoding.Json;

/// Stands between functions and the engines that hold their data, and strikes some of the requests.
final class FaultProxy extends EngineProxy {
  /// What becomes of a request.
  enum Strike {
    /// Refused, as there are too many.
    THROTTLED,
    /// Answered with 500.
    FAILED,
    /// The connection is cut before the engine has the request.
    CUT,
    /// The engine has carried it out, and the connection is cut before the answer.
    ANSWER_LOST,
    /// The answer comes after the client has stopped waiting for it.
    LATE,
    /// A part of a batch is said to have failed.
    PARTLY
  }

  /// Longer than an attempt of a client may take.
  private static final Duration LATE = Duration.ofMillis(3_500);

  /// One late answer of so many that might be.
  private static final int LATE_OF = 4;

  private final Map<Strike, Integer> strikes = new EnumMap<>(Strike.class);
  private final Random random;
  private volatile int percent;

  /// @param percent of the requests are struck
  FaultProxy(long seed, int percent) {
    this.random = new Random(seed);
    this.percent = percent;
  }

  /// Strikes no request from now on.
  void rest() {
    percent = 0;
  }

  synchronized Map<Strike, Integer> strikes() {
    return new EnumMap<>(strikes);
  }

  private synchronized int dice(int sides) {
    return random.nextInt(sides);
  }

  @Override
  void pass(HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    if (dice(100) >= percent) {
      answer(exchange, ask(exchange, engine, request));
    } else {
      strike(any(), exchange, engine, request);
    }
  }

  /// Those that take time are rarer.
  private Strike any() {
    Strike strike = Strike.values()[dice(Strike.values().length)];
    return strike == Strike.LATE && dice(LATE_OF) > 0 ? Strike.ANSWER_LOST : strike;
  }

  private void strike(Strike strike, HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    synchronized (this) {
      strikes.merge(strike, 1, Integer::sum);
    }
    switch (strike) {
      case THROTTLED -> refuse(exchange, 400, "ProvisionedThroughputExceededException");
      case FAILED -> refuse(exchange, 500, "InternalServerError");
      case CUT -> {} // closed without an answer
      case ANSWER_LOST -> ask(exchange, engine, request);
      case LATE -> {
        HttpResponse<byte[]> late = ask(exchange, engine, request);
        Thread.sleep(LATE);
        answer(exchange, late);
      }
      case PARTLY -> partly(exchange, engine, request);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", error);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    byte[] body = "{\"__type\":\"%s\",\"message\":\"struck\"}".formatted(error).getBytes();
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /// A read or write of several items that was not carried out for any of them, or a request to
  /// publish that was, and says that it was not for the last record. Other requests are answered as
  /// ever.
  private void partly(HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = ask(exchange, engine, request);
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.contains("json") || answer.statusCode() != 200) {
      answer(exchange, answer);
      return;
    }
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(answer.body());
    JsonNode asked = Json.MAPPER.readTree(request);
    switch (call(exchange)) {
      case "BatchGetItem" -> {
        tree.putObject("Responses");
        tree.set("UnprocessedKeys", asked.path("RequestItems"));
      }
      case "BatchWriteItem" -> tree.set("UnprocessedItems", asked.path("RequestItems"));
      case "PutRecords" -> {
        tree.put("FailedRecordCount", 1);
        ArrayNode records = (ArrayNode) tree.path("Records");
        records.remove(records.size() - 1);
        records.addObject().put("ErrorCode", "InternalFailure").put("ErrorMessage", "struck");
      }
      case "SendMessageBatch" -> {
        JsonNode last = ((ArrayNode) tree.path("Successful")).remove(0);
        tree.putArray("Failed")
            .addObject()
            .put("Id", last.path("Id").asText())
            .put("Code", "InternalError")
            .put("SenderFault", false);
      }
      default -> {}
    }
    answer(exchange, answer, Json.MAPPER.writeValueAsBytes(tree));
  }
}
