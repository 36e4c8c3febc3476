package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static pagestream.emulator.mapping.InMemoryStream.SHARD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.timing.Backoff;

/// A mapping on a stream in memory, whose records are single words, with a function that a test
/// writes: it gets the words of a batch.
final class Harness {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

  final FakeTime time = new FakeTime(START);
  final InMemoryStream stream = new InMemoryStream(time);
  final Checkpoints checkpoints = Checkpoints.inMemory();
  final List<List<String>> invocations = Collections.synchronizedList(new ArrayList<>());
  final List<JsonNode> discarded = Collections.synchronizedList(new ArrayList<>());
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  Function<List<String>, InvocationResult> function = _ -> success("null");
  OnFailure onFailure = r -> discarded.add(json(r));

  Harness() {
    stream.addShard(SHARD);
  }

  StreamMappingParts parts(TestSettings settings) {
    Backoff backoff = new Backoff(FIRST_BACKOFF, Duration.ofSeconds(10), () -> 0.999999);
    Pacing pacing =
        new Pacing(Duration.ofMillis(100), Duration.ofSeconds(5), backoff, Duration.ofSeconds(9));
    return new StreamMappingParts(
        settings.build(),
        TestSettings.ARNS,
        stream,
        this::invoke,
        r -> onFailure.discarded(r),
        checkpoints,
        pacing,
        log::add,
        time);
  }

  /// Runs the poller of the shard over these words until the shard ends.
  void run(TestSettings settings, String... words) {
    stream.putAll(words);
    stream.close(SHARD);
    poll(settings);
  }

  void poll(TestSettings settings) {
    new ShardPoller(parts(settings), SHARD, time).run();
  }

  String checkpoint() {
    return checkpoints.find("lambda-stream", SHARD).map(Position::text).orElse("none");
  }

  static InvocationResult success(String answer) {
    return new InvocationResult.Success(answer.getBytes(UTF_8));
  }

  static InvocationResult functionError() {
    return new InvocationResult.FunctionError("Error", "no", new byte[0]);
  }

  static InvocationResult failuresOf(String... numbers) {
    List<String> items =
        List.of(numbers).stream().map(n -> "{\"itemIdentifier\":\"" + n + "\"}").toList();
    return success("{\"batchItemFailures\":[" + String.join(",", items) + "]}");
  }

  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InvocationResult invoke(byte[] event) {
    List<String> words =
        StreamSupport.stream(json(event).path("Records").spliterator(), false)
            .map(r -> r.path("kinesis").path("data").textValue())
            .map(data -> new String(Base64.getDecoder().decode(data), UTF_8))
            .toList();
    invocations.add(words);
    return function.apply(words);
  }
}
