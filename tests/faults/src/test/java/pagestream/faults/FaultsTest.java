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
  @ValueSource(longs = {14, 139, 160, 188, 428, 452})
  void whatHasFailedOnceDoesNotFailAgain(long seed) throws IOException {
    assertThat(wrong(plan(seed, Plan.ENDLESS, Flaw.NONE))).isEmpty();
    assertThat(wrong(plan(seed, TRIES, Flaw.NONE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "READS_LAG, stale",
    "ANY_KNOWN_PAGE_IS_STORED, missing",
    "ACKNOWLEDGED_BEFORE_THE_EFFECT, missing",
    "FIRST_TASKS_ARE_NOT_QUEUED, never settles"
  })
  void itWouldNotBeSoWithAFlaw(Flaw flaw, String wrong) throws IOException {
    assertThat(firstWrong(seed -> plan(seed, Plan.ENDLESS, flaw), wrong)).contains(wrong);
  }

  /// A flaw that shows where one run follows the other.
  @Test
  void itWouldNotBeSoWhereNoRowWasOutdated() throws IOException {
    assertThat(firstWrong(seed -> calm(seed, Flaw.NO_ROW_IS_OUTDATED), "stale")).contains("stale");
  }

  @ParameterizedTest
  @CsvSource("ENDED_BATCHES_ARE_NOT_SEEN, of a batch that has ended")
  void itWouldNotBeSoWithAFlawWhereThingsAreGivenUp(Flaw flaw, String wrong) throws IOException {
    assertThat(firstWrong(seed -> plan(seed, TRIES, flaw), wrong)).contains(wrong);
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
        random.nextInt(40),
        random.nextInt(60),
        random.nextInt(3) == 0 ? 1 : 0,
        random.nextInt(5),
        tries,
        flaw);
  }

  /// A plan in which little goes wrong, each run has the pages to itself, and pages are several
  /// batches.
  private static Plan calm(long seed, Flaw flaw) {
    return new Plan(seed, 1, 12, 1, 12, 8, 20_000, 400, 4, 5, 0, 0, 0, Plan.ENDLESS, flaw);
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
