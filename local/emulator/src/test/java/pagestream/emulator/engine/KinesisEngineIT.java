package pagestream.emulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

final class KinesisEngineIT {

  private static final Path NODE_MODULES = Path.of(System.getProperty("node.modules"));

  @Test
  void aStreamIsThereAndItsRecordsComeBackInOrder() {
    try (var engine = KinesisEngine.start(NODE_MODULES, Optional.empty());
        var kinesis = client(engine.endpoint())) {
      create(kinesis);
      assertEquals(2, shards(kinesis).size());
      put(kinesis, 10);
      assertEquals(IntStream.range(0, 10).mapToObj(i -> "record-" + i).toList(), all(kinesis));
    }
  }

  @Test
  void recordsSurviveAStop(@TempDir Path directory) {
    try (var engine = KinesisEngine.start(NODE_MODULES, Optional.of(directory));
        var kinesis = client(engine.endpoint())) {
      create(kinesis);
      put(kinesis, 3);
    }
    try (var engine = KinesisEngine.start(NODE_MODULES, Optional.of(directory));
        var kinesis = client(engine.endpoint())) {
      assertEquals(List.of("record-0", "record-1", "record-2"), all(kinesis));
    }
  }

  @Test
  void onlyLoopbackAnswersAndCloseEndsTheProcess() throws IOException {
    List<ProcessHandle> process;
    try (var engine = KinesisEngine.start(NODE_MODULES, Optional.empty())) {
      process = ProcessHandle.current().children().toList();
      assertFalse(process.isEmpty());
      Engine.answersOnLoopbackAlone(engine.endpoint());
    }
    assertTrue(process.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void missingNodeIsNamed() {
    var error = failure("no-such-node", NODE_MODULES);
    assertTrue(
        error.startsWith("expected Node.js 20 or newer as 'no-such-node', found none"), error);
  }

  @Test
  void oldNodeIsNamed(@TempDir Path directory) throws IOException {
    var node =
        Files.writeString(
            directory.resolve("node"),
            """
            #!/bin/sh
            for last; do :; done
            exec node --require "$0.js" --eval "$last"
            """);
    Files.writeString(
        directory.resolve("node.js"),
        "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });");
    assertTrue(node.toFile().setExecutable(true));
    var error = failure(node.toString(), NODE_MODULES);
    assertTrue(error.contains("expected Node.js 20 or newer, found 18.20.0"), error);
  }

  @Test
  void missingPackageIsNamed(@TempDir Path directory) {
    var error = failure("node", directory.resolve("node_modules"));
    assertTrue(error.startsWith("expected the npm package kinesis-local in " + directory), error);
    assertTrue(error.endsWith("run 'npm ci' in " + directory), error);
  }

  private static String failure(String node, Path nodeModules) {
    return assertThrows(
            IllegalStateException.class,
            () -> KinesisEngine.start(node, nodeModules, Optional.empty()))
        .getMessage();
  }

  private static void create(KinesisClient kinesis) {
    kinesis.createStream(b -> b.streamName("orders").shardCount(2));
    var deadline = Deadline.in(Duration.ofSeconds(10));
    for (int tries = 1; status(kinesis) != StreamStatus.ACTIVE; tries++) {
      assertTrue(Backoff.REQUESTS.await(tries, deadline));
    }
  }

  private static StreamStatus status(KinesisClient kinesis) {
    return kinesis
        .describeStreamSummary(b -> b.streamName("orders"))
        .streamDescriptionSummary()
        .streamStatus();
  }

  private static void put(KinesisClient kinesis, int count) {
    var records =
        IntStream.range(0, count)
            .mapToObj(i ->
                PutRecordsRequestEntry.builder()
                    .partitionKey("one")
                    .data(SdkBytes.fromUtf8String("record-" + i))
                    .build())
            .toList();
    assertEquals(
        0, kinesis.putRecords(b -> b.streamName("orders").records(records)).failedRecordCount());
  }

  private static List<String> all(KinesisClient kinesis) {
    return shards(kinesis).stream()
        .flatMap(shard -> {
          var iterator =
              kinesis.getShardIterator(b ->
                  b.streamName("orders")
                      .shardId(shard.shardId())
                      .shardIteratorType(ShardIteratorType.TRIM_HORIZON));
          return kinesis
              .getRecords(b -> b.shardIterator(iterator.shardIterator()))
              .records()
              .stream();
        })
        .map(record -> record.data().asUtf8String())
        .toList();
  }

  private static List<Shard> shards(KinesisClient kinesis) {
    return kinesis.listShards(b -> b.streamName("orders")).shards();
  }

  private static KinesisClient client(URI endpoint) {
    return Engine.client(KinesisClient.builder(), endpoint)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
