package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.mapping.InMemoryStream.SHARD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.emulator.mapping.Position.After;
import pagestream.emulator.mapping.Position.At;
import pagestream.emulator.mapping.Position.Mark;
import pagestream.emulator.mapping.StreamException.Kind;
import pagestream.timing.Backoff;

class ShardReaderTest {
  private final FakeTime time = new FakeTime(Harness.START);
  private final List<String> log = new ArrayList<>();
  private final InMemoryStream stream = new InMemoryStream(time);

  @BeforeEach
  void threeRecords() {
    stream.addShard(SHARD);
    stream.putAll("a", "b", "c");
  }

  @Test
  void trimHorizonReadsAllRecordsInSlices() {
    ShardReader reader = reader(Mark.TRIM_HORIZON);

    assertThat(words(reader.read(2))).containsExactly("a", "b");
    assertThat(words(reader.read(2))).containsExactly("c");
    assertThat(reader.read(2)).isEmpty();
    assertThat(reader.ended()).isFalse();
    assertThat(stream.iterators).containsExactly(Mark.TRIM_HORIZON);
  }

  @Test
  void latestReadsOnlyWhatComesLater() {
    ShardReader reader = reader(Mark.LATEST);

    assertThat(reader.read(9)).isEmpty();
    stream.putAll("d");

    assertThat(words(reader.read(9))).containsExactly("d");
  }

  @Test
  void atASequenceNumberReadsThatRecordAgainAndAfterItDoesNot() {
    assertThat(words(reader(new At("102")).read(9))).containsExactly("b", "c");
    assertThat(words(reader(new After("102")).read(9))).containsExactly("c");
  }

  @Test
  void closedShardEndsAfterItsLastRecord() {
    stream.close(SHARD);
    ShardReader reader = reader(Mark.TRIM_HORIZON);

    assertThat(words(reader.read(9))).containsExactly("a", "b", "c");

    assertThat(reader.ended()).isTrue();
    assertThat(reader.read(9)).isEmpty();
  }

  @Test
  void expiredIteratorIsReplacedByOneAfterTheLastRecordRead() {
    ShardReader reader = reader(Mark.TRIM_HORIZON);
    List<KinesisRecord> read = reader.read(2);
    stream.refuseNextReads(refusal(Kind.EXPIRED_ITERATOR));

    assertThat(reader.read(2)).isEmpty();
    assertThat(words(reader.read(2))).containsExactly("c");

    assertThat(read).hasSize(2);
    assertThat(stream.iterators).containsExactly(Mark.TRIM_HORIZON, new After("102"));
  }

  @Test
  void throttledReadsBackOffAndKeepTheirIterator() {
    ShardReader reader = reader(Mark.TRIM_HORIZON);
    stream.refuseNextReads(refusal(Kind.THROTTLED), refusal(Kind.THROTTLED));

    assertThat(reader.read(9)).isEmpty();
    assertThat(reader.read(9)).isEmpty();
    assertThat(words(reader.read(9))).containsExactly("a", "b", "c");

    assertThat(time.pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(stream.iterators).hasSize(1);
    assertThat(log).isEmpty();
  }

  @Test
  void otherFailuresBackOffAndTakeANewIterator() {
    ShardReader reader = reader(Mark.TRIM_HORIZON);
    stream.refuseNextReads(new IllegalStateException("connection refused"));

    assertThat(reader.read(9)).isEmpty();
    assertThat(words(reader.read(9))).containsExactly("a", "b", "c");

    assertThat(time.pauses).hasSize(1);
    assertThat(stream.iterators).hasSize(2);
    assertThat(log)
        .containsExactly(
            "reading %s failed, trying again: java.lang.IllegalStateException: connection refused"
                .formatted(SHARD));
  }

  @Test
  void checkpointOfAStreamThatWasMadeAnewReadsFromTheTrimHorizon() {
    ShardReader reader = reader(new After("4711"));

    assertThat(reader.read(9)).isEmpty();
    assertThat(words(reader.read(9))).containsExactly("a", "b", "c");
  }

  private ShardReader reader(Position start) {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 0);
    return new ShardReader(stream, SHARD, start, backoff, time, log::add);
  }

  private static StreamException refusal(Kind kind) {
    return new StreamException(kind, kind.name(), new IllegalStateException());
  }

  private static List<String> words(List<KinesisRecord> records) {
    return records.stream().map(r -> new String(r.data(), UTF_8)).toList();
  }
}
