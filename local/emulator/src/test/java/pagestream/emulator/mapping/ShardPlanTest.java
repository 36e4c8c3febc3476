package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagestream.emulator.mapping.Position.Mark;
import pagestream.emulator.mapping.StreamReader.Shard;

class ShardPlanTest {
  private static final String STREAM = "lambda-stream";
  private static final Shard PARENT = new Shard("p", Set.of());
  private static final Shard OTHER_PARENT = new Shard("q", Set.of("gone"));
  private static final Shard CHILD = new Shard("c", Set.of("p", "q"));
  private static final List<Shard> MERGED = List.of(PARENT, OTHER_PARENT, CHILD);

  private final Checkpoints checkpoints = Checkpoints.inMemory();
  private final ShardPlan plan = new ShardPlan(TestSettings.settings().build(), checkpoints);
  private final ShardPlan latest =
      new ShardPlan(TestSettings.settings().latest().build(), checkpoints);

  @Test
  void childWaitsForAllItsParents() {
    assertThat(plan.readable(MERGED)).containsExactly("p", "q");

    checkpoints.save(STREAM, "p", Mark.SHARD_END);
    assertThat(plan.readable(MERGED)).containsExactly("q");

    checkpoints.save(STREAM, "q", Mark.SHARD_END);
    assertThat(plan.readable(MERGED)).containsExactly("c");
  }

  @Test
  void parentThatIsNoLongerListedIsNotWaitedFor() {
    assertThat(plan.readable(List.of(OTHER_PARENT))).containsExactly("q");
  }

  @Test
  void latestBeginsAtTheEndOfOpenShardsAndSkipsTheirParents() {
    assertThat(latest.readable(MERGED)).containsExactly("c");

    assertThat(checkpoints.find(STREAM, "c")).contains(Mark.LATEST);
  }

  @Test
  void shardThatAppearsLaterIsReadFromItsFirstRecordEvenWithLatest() {
    assertThat(latest.readable(List.of(PARENT))).containsExactly("p");
    checkpoints.save(STREAM, "p", Mark.SHARD_END);

    assertThat(latest.readable(List.of(PARENT, new Shard("d", Set.of("p"))))).containsExactly("d");

    assertThat(checkpoints.find(STREAM, "d")).isEmpty();
  }

  @Test
  void restartKeepsThePositions() {
    checkpoints.save(STREAM, "p", new Position.After("7"));

    assertThat(latest.readable(List.of(PARENT))).containsExactly("p");

    assertThat(checkpoints.find(STREAM, "p")).contains(new Position.After("7"));
  }
}
