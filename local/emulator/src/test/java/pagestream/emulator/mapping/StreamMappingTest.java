package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pagestream.emulator.mapping.TestSettings.settings;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The threads of a mapping: one concurrent batch per shard, as
/// docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html has it.
@Timeout(30)
class StreamMappingTest {
  private final LiveMapping live = new LiveMapping();

  @Test
  void shardsAreReadAtTheSameTimeButEachWithOneInvocation() {
    CountDownLatch bothRun = new CountDownLatch(2);
    live.stream.addShard("a");
    live.stream.addShard("b");
    live.put("a", 6);
    live.put("b", 6);

    try (StreamMapping mapping =
        live.start(settings().batchSize(1), () -> LiveMapping.meet(bothRun))) {
      assertThat(mapping).isNotNull();
      await().until(() -> live.eventIds.size() == 12);
    }

    assertThat(live.mostAtOnceInAShard).hasValue(1);
    assertThat(bothRun.getCount()).isZero();
    assertThat(live.eventIds)
        .filteredOn(id -> id.startsWith("a:"))
        .containsExactly("a:101", "a:102", "a:103", "a:104", "a:105", "a:106");
  }

  @Test
  void childrenAreReadOnceTheirParentHasEnded() {
    live.stream.addShard("p");
    live.put("p", 3);
    live.stream.close("p");
    live.stream.addShard("c1", "p");
    live.stream.addShard("c2", "p");
    live.put("c1", 1);
    live.put("c2", 1);

    try (StreamMapping mapping = live.start(settings().batchSize(1), () -> {})) {
      assertThat(mapping).isNotNull();
      await().until(() -> live.eventIds.size() == 5);
    }

    assertThat(live.eventIds.subList(0, 3)).containsExactly("p:101", "p:102", "p:103");
  }

  @Test
  void shardsThatAppearLaterAreFound() {
    live.stream.addShard("a");

    try (StreamMapping mapping = live.start(settings(), () -> {})) {
      assertThat(mapping).isNotNull();
      await().until(() -> !live.stream.iterators.isEmpty());
      live.stream.addShard("b");
      live.put("b", 1);
      await().until(() -> live.eventIds.contains("b:101"));
    }
  }

  @Test
  void latestGivesOnlyWhatComesAfterTheStart() {
    live.stream.addShard("a");
    live.put("a", 3);

    try (StreamMapping mapping = live.start(settings().latest(), () -> {})) {
      assertThat(mapping).isNotNull();
      await().until(() -> !live.stream.limits.isEmpty());
      live.put("a", 1);
      await().until(() -> live.eventIds.contains("a:104"));
    }

    assertThat(live.eventIds).containsExactly("a:104");
  }

  @Test
  void restartedMappingGoesOnWhereItWas() {
    live.stream.addShard("a");
    live.put("a", 2);
    try (StreamMapping mapping = live.start(settings(), () -> {})) {
      assertThat(mapping).isNotNull();
      await()
          .until(() ->
              live.checkpoints
                  .find("lambda-stream", "a")
                  .map(Position::text)
                  .orElse("")
                  .endsWith(":102"));
    }
    live.put("a", 1);

    try (StreamMapping mapping = live.start(settings(), () -> {})) {
      assertThat(mapping).isNotNull();
      await().until(() -> live.eventIds.contains("a:103"));
    }

    assertThat(live.eventIds).containsExactly("a:101", "a:102", "a:103");
  }

  @Test
  void shardWhoseReadingBrokeOffIsReadAgainFromItsCheckpoint() {
    AtomicInteger saves = new AtomicInteger();
    live.checkpoints = failingOnce(saves);
    live.stream.addShard("a");
    live.put("a", 1);

    try (StreamMapping mapping = live.start(settings(), () -> {})) {
      assertThat(mapping).isNotNull();
      await().until(() -> saves.get() == 3);
    }

    assertThat(live.eventIds).containsExactly("a:101", "a:101");
    assertThat(live.checkpoints.find("lambda-stream", "a")).contains(new Position.After("101"));
    assertThat(live.log)
        .first()
        .asString()
        .startsWith("reading a broke off, trying again: java.lang.IllegalStateException: the disk");
    assertThat(live.log)
        .anyMatch(line -> line.contains("at pagestream.emulator.mapping.StreamMappingTest"))
        .noneMatch(line -> line.contains("\n"));
  }

  /// Fails when it is to save the first checkpoint after the starting position.
  private static Checkpoints failingOnce(AtomicInteger saves) {
    Checkpoints inMemory = Checkpoints.inMemory();
    return new Checkpoints() {
      @Override
      public Optional<Position> find(String stream, String shardId) {
        return inMemory.find(stream, shardId);
      }

      @Override
      public void save(String stream, String shardId, Position position) {
        if (saves.get() == 1) {
          saves.incrementAndGet();
          throw new IllegalStateException("the disk is full");
        }
        inMemory.save(stream, shardId, position);
        saves.incrementAndGet();
      }

      @Override
      public boolean knows(String stream) {
        return inMemory.knows(stream);
      }
    };
  }
}
