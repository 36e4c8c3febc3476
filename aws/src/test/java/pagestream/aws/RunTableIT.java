package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.aws.TableSamples.NOON;
import static pagestream.aws.TableSamples.head;
import static pagestream.aws.TableSamples.run;
import static pagestream.aws.TableSamples.stored;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunSummary;
import pagestream.pipeline.Stage;
import pagestream.pipeline.TransientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class RunTableIT extends WithTables {
  private RunTable runs;

  @BeforeEach
  void use() {
    runs = made.runs();
  }

  private RunSummary find(int run) {
    return runs.find(run(run).run()).orElseThrow();
  }

  @Test
  void aRunBeginsWithItsHead() {
    RunHead head = new RunHead(run(1), NOON, 1234, 5, null);
    runs.begin(head);

    assertThat(find(1)).isEqualTo(new RunSummary(head, 0, 0, 0, 0, Optional.empty()));
    assertThat(find(1).status()).isEqualTo(RunSummary.Status.RUNNING);
  }

  @Test
  void aRunOfAPageThatFailedNamesItsFailure() {
    RunHead head = new RunHead(run(1), NOON, 1234, 0, "the failure");
    runs.begin(head);

    assertThat(find(1).head()).isEqualTo(head);
    assertThat(find(1).status()).isEqualTo(RunSummary.Status.FAILED);
  }

  @Test
  void theFirstHeadStands() {
    runs.begin(head(run(1), 5));
    runs.begin(head(run(1), 99));

    assertThat(find(1).head().found()).isEqualTo(5);
  }

  @Test
  void theFirstOutcomeOfABatchStands() {
    runs.begin(head(run(1), 10));
    runs.add(stored(run(1), 0, 3));
    runs.add(stored(run(1), 0, 8));

    assertThat(find(1).stored()).isEqualTo(3);
  }

  @Test
  void aStagesOutcomesAreItsOwn() {
    runs.begin(head(run(1), 10));
    runs.add(stored(run(1), 0, 7));
    runs.add(Outcome.ofFailed(run(1), Stage.PROCESSOR, 0, 2, NOON));
    runs.add(Outcome.ofFailed(run(1), Stage.SCRAPER, 0, 1, NOON.plusSeconds(9)));

    RunSummary summary = find(1);
    assertThat(summary.stored()).isEqualTo(7);
    assertThat(summary.failed()).isEqualTo(3);
    assertThat(summary.status()).isEqualTo(RunSummary.Status.SETTLED);
    assertThat(summary.settledAt()).contains(NOON.plusSeconds(9));
  }

  @Test
  void countsSumOverMoreOutcomesThanOneAnswerHolds() {
    runs.begin(head(run(1), 1_500));
    IntStream.range(0, 15)
        .forEach(batch -> runs.add(TableSamples.unchanged(run(1), batch, longIds(batch))));

    RunSummary summary = find(1);
    assertThat(summary.unchanged()).isEqualTo(1_500);
    assertThat(summary.status()).isEqualTo(RunSummary.Status.UNCHANGED);
    assertThat(summary.settledAt()).contains(NOON.plusSeconds(14));
  }

  @Test
  void untouchedKeysAreReadOverMoreThanOneAnswerHolds() {
    IntStream.range(0, 15)
        .forEach(batch -> runs.add(TableSamples.unchanged(run(2), batch, longIds(batch))));
    List<String> all = IntStream.range(0, 15).boxed().flatMap(b -> longIds(b).stream()).toList();

    assertThat(made.records().untouchedSince(run(1), all)).hasSize(1_500);
  }

  /// A hundred keys of a kilobyte: fifteen such outcomes are more than the 1 MB Query answers with.
  private static List<String> longIds(int batch) {
    return IntStream.range(0, 100)
        .mapToObj(i -> "%d-%d-".formatted(batch, i) + "k".repeat(1_000))
        .toList();
  }

  @Test
  void anUnknownRunIsNotFound() {
    runs.add(stored(run(1), 0, 3));

    assertThat(runs.find("nobody")).isEmpty();
    assertThat(runs.find(run(1).run())).as("outcomes without a head").isEmpty();
    assertThat(runs.find("")).isEmpty();
    assertThat(runs.find("x".repeat(2049))).isEmpty();
  }

  @Test
  void runsAreListedNewestFirstPageByPage() {
    for (int i = 1; i <= 7; i++) {
      runs.begin(head(run(i), i));
      runs.add(stored(run(i), 0, i));
    }

    List<Integer> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<RunSummary> page = runs.page(new PageRequest(3, false, cursor));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
      page.items().forEach(run -> found.add(run.stored()));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(found).containsExactly(7, 6, 5, 4, 3, 2, 1);
    assertThat(runs.page(new PageRequest(2, true, Optional.empty())).items())
        .extracting(RunSummary::stored)
        .containsExactly(1, 2);
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() {
    IntStream.rangeClosed(1, 3).forEach(i -> runs.begin(head(run(i), 1)));
    Optional<String> next = runs.page(new PageRequest(1, false, Optional.empty())).next();

    assertThat(next).isPresent();
    assertThatThrownBy(() -> runs.page(new PageRequest(1, true, next)))
        .isInstanceOf(InvalidCursorException.class);
  }

  @Test
  void anUnreachableTableIsATransientError() throws IOException {
    try (DynamoDbClient nobody = Tables.client(RecordTableIT.closedPort()).build()) {
      RunTable unreachable = made.through(nobody).runs();

      assertThatThrownBy(() -> unreachable.begin(head(run(1), 1)))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.add(stored(run(1), 0, 1)))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.find("any")).isInstanceOf(TransientException.class);
    }
  }
}
