package pagestream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pipelines to which everything happens that may happen to them: calls that fail before or after
/// their effect or halfway, functions that die between two calls or before an answer, deliveries
/// twice, late and out of order, runs that overlap and are cancelled, failures that are sent again.
class FaultsTest {
  /// How many plans the order of which is at random, beside those that have failed once.
  private static final int PLANS = 20;

  /// Where a flaw would show, at the latest.
  private static final int PLANS_UNTIL_A_FLAW_SHOWS = 30;

  /// Stream records that a function is given at once, at most.
  private static final int DELIVERED = 5;

  /// So that no row leads to a page of its own.
  private static final int NO_ROW = 1_000;

  /// One call to a port in so many takes much longer.
  private static final int SLOW = 50;

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs().between(1, 1_000_000_000).dontShrink();
  }

  @Property(tries = PLANS, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theTablesAreAsIfNothingHadHappenedAndEveryCountIsExact(@ForAll("seeds") long seed)
      throws IOException {
    assertThat(wrong(plan(seed, Plan.ENDLESS, Flaw.NONE))).as("seed %d", seed).isEmpty();
  }

  @Property(tries = PLANS, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatIsGivenUpIsAFailureAndEveryRunSettles(@ForAll("seeds") long seed) throws IOException {
    assertThat(wrong(plan(seed, TRIES, Flaw.NONE))).as("seed %d", seed).isEmpty();
  }

  /// After which a batch or a task is given up.
  private static final int TRIES = 4;

  /// Of plans that have failed once.
  @ParameterizedTest
  @ValueSource(longs = {14, 43, 139, 160, 188, 428, 452})
  void whatHasFailedOnceDoesNotFailAgain(long seed) throws IOException {
    assertThat(wrong(plan(seed, Plan.ENDLESS, Flaw.NONE))).isEmpty();
    assertThat(wrong(plan(seed, TRIES, Flaw.NONE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "READS_LAG, is stale",
    "ANY_KNOWN_PAGE_IS_STORED, is missing",
    "ACKNOWLEDGED_BEFORE_THE_EFFECT, is missing",
    "FIRST_TASKS_ARE_NOT_QUEUED, never settles"
  })
  void itWouldNotBeSoWithAFlaw(Flaw flaw, String wrong) throws IOException {
    assertThat(firstWrong(seed -> plan(seed, Plan.ENDLESS, flaw), wrong)).contains(wrong);
  }

  /// A flaw that shows where one run follows the other.
  @Test
  void itWouldNotBeSoWhereNoRowWasOutdated() throws IOException {
    assertThat(firstWrong(seed -> calm(seed, Flaw.NO_ROW_IS_OUTDATED), "is stale"))
        .contains("is stale");
  }

  @ParameterizedTest
  @CsvSource("ENDED_BATCHES_ARE_NOT_SEEN, of a batch that had ended")
  void itWouldNotBeSoWithAFlawWhereThingsAreGivenUp(Flaw flaw, String wrong) throws IOException {
    assertThat(firstWrong(seed -> plan(seed, TRIES, flaw), wrong)).contains(wrong);
  }

  /// Where runs write the same records at the same time.
  @Test
  void itWouldNotBeSoWhereWritesHadNoCondition() throws IOException {
    showsIn(FaultsTest::crowded, Flaw.WRITES_HAVE_NO_CONDITION, "is stale");
  }

  /// Where tasks are worked on twice at the same time, and end twice: with rows that are stored,
  /// and with the same rows, unchanged.
  @Test
  void itWouldNotBeSoWhereTheSecondEndOfATaskStood() throws IOException {
    showsIn(FaultsTest::hasty, Flaw.THE_SECOND_END_STANDS, "had settled with");
  }

  /// Where two send all failures again at the same time.
  @Test
  void itWouldNotBeSoWhereAnybodyClaimedAFailure() throws IOException {
    showsIn(FaultsTest::small, Flaw.ANYBODY_CLAIMS, "is to send it again");
  }

  /// Where processors are killed between the outcome of a batch and its failures, and the batch is
  /// given up.
  @Test
  void itWouldNotBeSoWhereTheProcessorKeptFailuresLast() throws IOException {
    showsIn(FaultsTest::hopeless, Flaw.FAILURES_ARE_KEPT_LAST, "rows as failed");
  }

  /// Without the flaw, the same plan goes well.
  private static void showsIn(BiFunction<Long, Flaw, Plan> plans, Flaw flaw, String expected)
      throws IOException {
    assertThat(firstWrong(seed -> plans.apply(seed, flaw), expected)).contains(expected);
    assertThat(wrong(plans.apply(1L, Flaw.NONE))).isEmpty();
  }

  private static String firstWrong(LongFunction<Plan> plans, String expected) throws IOException {
    for (long seed = 1; seed <= PLANS_UNTIL_A_FLAW_SHOWS; seed++) {
      for (String wrong : wrong(plans.apply(seed))) {
        if (wrong.contains(expected)) {
          return wrong;
        }
      }
    }
    return "nothing";
  }

  /// A small plan, all of which follows from the seed.
  private static Plan plan(long seed, int tries, Flaw flaw) {
    Random random = new Random(seed);
    boolean isBulky = random.nextInt(4) == 0;
    return new Plan(
        seed,
        1 + random.nextInt(2),
        2 + random.nextInt(6),
        1 + random.nextInt(isBulky ? 1 : 3),
        3 + random.nextInt(12),
        8,
        isBulky ? 8_000 : 0,
        random.nextBoolean() ? 3 : 200,
        1 + random.nextInt(4),
        DELIVERED,
        SLOW,
        random.nextInt(40),
        random.nextInt(60),
        random.nextInt(3) == 0 ? 1 : 0,
        random.nextInt(5),
        false,
        tries,
        flaw);
  }

  /// A plan in which little goes wrong, each run has the pages to itself, and pages are several
  /// batches.
  private static Plan calm(long seed, Flaw flaw) {
    return new Plan(
        seed,
        1,
        12,
        1,
        12,
        8,
        20_000,
        400,
        4,
        DELIVERED,
        SLOW,
        5,
        0,
        0,
        0,
        false,
        Plan.ENDLESS,
        flaw);
  }

  /// Many runs of a few rows at once, whose calls take long.
  private static Plan crowded(long seed, Flaw flaw) {
    return new Plan(
        seed, 16, 60, 1, 6, NO_ROW, 0, 1, 32, 1, 2, 0, 0, 0, 0, false, Plan.ENDLESS, flaw);
  }

  /// Runs of two lists, whose tasks are often delivered twice at once.
  private static Plan hasty(long seed, Flaw flaw) {
    return new Plan(
        seed, 1, 40, 2, 3, NO_ROW, 0, 1, 4, DELIVERED, SLOW, 5, 0, 0, 0, true, Plan.ENDLESS, flaw);
  }

  /// A few runs in which little goes wrong.
  private static Plan small(long seed, Flaw flaw) {
    return new Plan(
        seed, 1, 3, 1, 12, 8, 0, 400, 4, DELIVERED, SLOW, 5, 0, 0, 0, false, Plan.ENDLESS, flaw);
  }

  /// Small batches that are given up soon, where much goes wrong.
  private static Plan hopeless(long seed, Flaw flaw) {
    return new Plan(
        seed, 1, 6, 1, 12, NO_ROW, 8_000, 60, 2, DELIVERED, SLOW, 40, 60, 0, 0, false, 2, flaw);
  }

  private static List<String> wrong(Plan plan) throws IOException {
    Path folder = Files.createTempDirectory("faults-");
    FutureTask<List<String>> verdict = new FutureTask<>(() -> verdict(plan, folder));
    Thread.ofVirtual().start(verdict); // where handing over to others costs least
    try {
      return verdict.get();
    } catch (ExecutionException e) {
      throw new AssertionError(plan.toString(), e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static List<String> verdict(Plan plan, Path folder) {
    Pipeline pipeline = new Pipeline(plan, folder);
    pipeline.scrape();
    List<String> wrong = new ArrayList<>(Verdict.ofScrapes(pipeline));
    pipeline.mend();
    wrong.addAll(Verdict.ofRedrives(pipeline));
    return wrong;
  }
}
