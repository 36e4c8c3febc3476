package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.mapping.Harness.functionError;
import static pagestream.emulator.mapping.Harness.success;
import static pagestream.emulator.mapping.InMemoryStream.SHARD;
import static pagestream.emulator.mapping.TestSettings.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardPollerTest {
  private final Harness harness = new Harness();

  @Test
  void batchesHaveTheBatchSizeAndKeepTheOrderOfTheShard() {
    harness.run(settings().batchSize(2), "a", "b", "c", "d", "e");

    assertThat(harness.invocations)
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
  }

  @Test
  void onlyAnEmptyReadPauses() {
    harness.stream.putAll("a", "b", "c");
    harness.time.onPause(harness.time::stop);

    harness.poll(settings().batchSize(1));

    assertThat(harness.invocations).hasSize(3);
    assertThat(harness.time.pauses).containsExactly(Duration.ofMillis(100));
  }

  @Test
  void noInvocationWithoutRecords() {
    harness.time.onPause(() -> stopAfterPauses(50));

    harness.poll(settings().batchWindow(1));

    assertThat(harness.invocations).isEmpty();
  }

  @Test
  void windowGathersWhatArrivesInIt() {
    harness.stream.putAll("a");
    harness.time.onPause(() -> {
      if (harness.time.pauses.size() == 5) {
        harness.stream.putAll("b");
      }
      stopAfterPauses(20);
    });

    harness.poll(settings().batchWindow(1));

    assertThat(harness.invocations).containsExactly(List.of("a", "b"));
  }

  @Test
  void nextWindowBeginsWhenTheInvocationHasEnded() {
    List<Duration> begun = new ArrayList<>();
    harness.stream.putAll("a");
    harness.function =
        words -> {
          begun.add(Duration.between(Harness.START, harness.time.instant()));
          if (words.contains("a")) {
            harness.time.advance(Duration.ofSeconds(10));
            harness.stream.putAll("b");
          }
          return success("");
        };
    harness.time.onPause(() -> stopAfterPauses(200));

    harness.poll(settings().batchWindow(5));

    assertThat(begun).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  @Test
  void readsNoMoreRecordsThanTheBatchHasRoomFor() {
    harness.stream.putAll("a");
    harness.time.onPause(() -> stopAfterPauses(20));

    harness.poll(settings().batchWindow(1).batchSize(3));

    assertThat(harness.stream.limits).startsWith(3, 2).endsWith(3);
  }

  @Test
  void endOfTheShardEndsTheWindow() {
    harness.run(settings().batchWindow(300), "a");

    assertThat(harness.invocations).containsExactly(List.of("a"));
    assertThat(harness.checkpoint()).isEqualTo("SHARD_END");
    assertThat(harness.time.instant()).isEqualTo(Harness.START);
  }

  @Test
  void successMovesTheCheckpointPastTheHighestSequenceNumberOfTheBatch() {
    harness.stream.putAll("a", "b");
    harness.time.onPause(harness.time::stop);

    harness.poll(settings());

    assertThat(harness.checkpoint()).isEqualTo("AFTER_SEQUENCE_NUMBER:102");
  }

  @Test
  void restartGoesOnAtTheCheckpoint() {
    harness.checkpoints.save("lambda-stream", SHARD, new Position.At("102"));

    harness.run(settings(), "a", "b", "c");

    assertThat(harness.invocations).containsExactly(List.of("b", "c"));
  }

  @Test
  void stopBetweenRetriesLeavesTheBatchToTheNextStart() {
    harness.stream.putAll("a", "b", "c");
    harness.function = words -> words.contains("c") ? functionError() : success("");
    harness.time.onPause(harness.time::stop);

    harness.poll(settings().batchSize(2));

    assertThat(harness.invocations).containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(harness.checkpoint()).isEqualTo("AFTER_SEQUENCE_NUMBER:102");
  }

  private void stopAfterPauses(int count) {
    if (harness.time.pauses.size() >= count) {
      harness.time.stop();
    }
  }
}
