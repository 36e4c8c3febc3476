package pagestream.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

final class KinesisEngineIT {

  private static final Path NODE_MODULES = Path.of(System.getProperty("node.modules"));

  @Test
  void aStreamIsThereAndItsRecordsComeBackInOrder() {
    try (KinesisEngine engine = KinesisEngine.start(NODE_MODULES, Optional.empty());
        KinesisClient kinesis = client(engine.endpoint())) {
      create(kinesis);
      assertThat(shards(kinesis)).hasSize(2);
      put(kinesis, 10);
      assertThat(all(kinesis))
          .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "record-" + i).toList());
    }
  }

  @Test
  void recordsSurviveAStop(@TempDir Path directory) {
    try (KinesisEngine engine = KinesisEngine.start(NODE_MODULES, Optional.of(directory));
        KinesisClient kinesis = client(engine.endpoint())) {
      create(kinesis);
      put(kinesis, 3);
    }
    try (KinesisEngine engine = KinesisEngine.start(NODE_MODULES, Optional.of(directory));
        KinesisClient kinesis = client(engine.endpoint())) {
      assertThat(all(kinesis)).containsExactly("record-0", "record-1", "record-2");
    }
  }

  @Test
  void onlyLoopbackAnswersAndCloseEndsTheProcess() throws IOException {
    List<ProcessHandle> process;
    try (KinesisEngine engine = KinesisEngine.start(NODE_MODULES, Optional.empty())) {
      process = ProcessHandle.current().children().toList();
      assertThat(process).isNotEmpty();
      Engine.answersOnLoopbackAlone(engine.endpoint());
    }
    assertThat(process).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void missingNodeIsNamed() {
    assertThat(failure("no-such-node", NODE_MODULES))
        .startsWith("expected Node.js 20 or newer as 'no-such-node', found none");
  }

  @Test
  void oldNodeIsNamed(@TempDir Path directory) throws IOException {
    Path node =
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
    assertThat(node.toFile().setExecutable(true)).isTrue();
    assertThat(failure(node.toString(), NODE_MODULES))
        .contains("expected Node.js 20 or newer, found 18.20.0");
  }

  @Test
  void missingPackageIsNamed(@TempDir Path directory) {
    assertThat(failure("node", directory.resolve("node_modules")))
        .startsWith("expected the npm package kinesis-local in " + directory)
        .endsWith("run 'npm ci' in " + directory);
  }

  private static String failure(String node, Path nodeModules) {
    return catchThrowableOfType(
            IllegalStateException.class,
            () -> KinesisEngine.start(node, nodeModules, Optional.empty()))
        .getMessage();
  }

  private static void create(KinesisClient kinesis) {
    kinesis.createStream(b -> b.streamName("orders").shardCount(2));
    Deadline deadline = Deadline.in(Duration.ofSeconds(10));
    for (int tries = 1; status(kinesis) != StreamStatus.ACTIVE; tries++) {
      assertThat(Backoff.REQUESTS.await(tries, deadline)).isTrue();
    }
  }

  private static StreamStatus status(KinesisClient kinesis) {
    return kinesis
        .describeStreamSummary(b -> b.streamName("orders"))
        .streamDescriptionSummary()
        .streamStatus();
  }

  private static void put(KinesisClient kinesis, int count) {
    List<PutRecordsRequestEntry> records =
        IntStream.range(0, count)
            .mapToObj(i ->
                PutRecordsRequestEntry.builder()
                    .partitionKey("one")
                    .data(SdkBytes.fromUtf8String("record-" + i))
                    .build())
            .toList();
    assertThat(kinesis.putRecords(b -> b.streamName("orders").records(records)).failedRecordCount())
        .isZero();
  }

  private static List<String> all(KinesisClient kinesis) {
    return shards(kinesis).stream()
        .flatMap(shard -> {
          GetShardIteratorResponse iterator =
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
