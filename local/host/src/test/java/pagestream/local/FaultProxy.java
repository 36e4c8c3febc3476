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
import java.util.Set;
import java.util.TreeMap;
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

  /// The calls that can be answered in part: those with several items.
  static final Set<String> IN_PART = Set.of("BatchGetItem", "PutRecords", "SendMessageBatch");

  /// Longer than an attempt of a client may take.
  private static final Duration LATE = Duration.ofMillis(3_500);

  /// One late answer of so many that might be.
  private static final int LATE_OF = 4;

  private final Map<Strike, Integer> strikes = new EnumMap<>(Strike.class);
  private final Map<String, Integer> inPart = new TreeMap<>();
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

  /// How many answers were made ones in part, by the call.
  synchronized Map<String, Integer> inPart() {
    return new TreeMap<>(inPart);
  }

  private synchronized int dice(int sides) {
    return random.nextInt(sides);
  }

  /// Of each call that can be answered in part, the first one is.
  private synchronized boolean isFirst(String call) {
    return percent > 0 && IN_PART.contains(call) && !inPart.containsKey(call);
  }

  @Override
  void pass(HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    if (isFirst(call(exchange))) {
      strike(Strike.PARTLY, exchange, engine, request);
    } else if (dice(100) >= percent) {
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
      case CUT -> throw cut();
      case ANSWER_LOST -> {
        ask(exchange, engine, request);
        throw cut();
      }
      case LATE -> {
        HttpResponse<byte[]> late = ask(exchange, engine, request);
        Thread.sleep(LATE);
        answer(exchange, late);
      }
      case PARTLY -> partly(exchange, engine, request);
    }
  }

  /// Ends an exchange without an answer: the server closes the connection of a handler that fails,
  /// and forgets it.
  private static IOException cut() {
    return new IOException("struck");
  }

  private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", error);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    byte[] body = "{\"__type\":\"%s\",\"message\":\"struck\"}".formatted(error).getBytes();
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /// A read of several items that was not carried out for any of them, or a request to publish or
  /// to send that was, and says that it was not for one of them. Other requests are answered as
  /// ever.
  private void partly(HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    String call = call(exchange);
    HttpResponse<byte[]> answer = ask(exchange, engine, request);
    if (!IN_PART.contains(call) || answer.statusCode() != 200) {
      answer(exchange, answer);
      return;
    }
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(answer.body());
    makePartial(call, tree, Json.MAPPER.readTree(request));
    synchronized (this) {
      inPart.merge(call, 1, Integer::sum);
    }
    answer(exchange, answer, Json.MAPPER.writeValueAsBytes(tree));
  }

  private static void makePartial(String call, ObjectNode answer, JsonNode request) {
    switch (call) {
      case "BatchGetItem" -> {
        answer.putObject("Responses");
        answer.set("UnprocessedKeys", request.path("RequestItems"));
      }
      case "PutRecords" -> {
        answer.put("FailedRecordCount", 1);
        ArrayNode records = (ArrayNode) answer.path("Records");
        records.remove(records.size() - 1);
        records.addObject().put("ErrorCode", "InternalFailure").put("ErrorMessage", "struck");
      }
      case "SendMessageBatch" -> {
        JsonNode first = ((ArrayNode) answer.path("Successful")).remove(0);
        answer
            .putArray("Failed")
            .addObject()
            .put("Id", first.path("Id").asText())
            .put("Code", "InternalError")
            .put("SenderFault", false);
      }
      default -> throw new IllegalArgumentException(call);
    }
  }
}
