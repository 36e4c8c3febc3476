package pagestream.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.writer.Samples.batch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Version;

class JudgementTest {
  private static final Verdict STORED = new Verdict.Stored();
  private static final Verdict UNCHANGED = new Verdict.Unchanged();
  private static final Verdict STALE = new Verdict.Stale();
  private static final Verdict REFUSED =
      new Verdict.Failed(new Rejection(Reason.ITEM_REFUSED, "too large an item"));

  private final InMemoryTables tables = new InMemoryTables();

  private List<Verdict> judge(String run, String... records) {
    Map<Integer, Verdict> verdicts = Judgement.of(batch(run, records), tables);
    assertThat(verdicts).hasSameSizeAs(records);
    return List.copyOf(new TreeMap<>(verdicts).values());
  }

  @Test
  void storesWhatTheTableLacks() {
    assertThat(judge("run1", "tt1=A", "tt2=B")).containsExactly(STORED, STORED);
    assertThat(tables.items)
        .isEqualTo(Map.of("tt1", version("run1", 0, "A"), "tt2", version("run1", 1, "B")));
  }

  @Test
  void judgesAnEmptyBatchWithoutAVerdict() {
    assertThat(judge("run1")).isEmpty();
  }

  @Test
  void storesABatchDeliveredAgainOnce() {
    judge("run1", "tt1=A");
    tables.calls.clear();

    assertThat(judge("run1", "tt1=A")).containsExactly(STORED);
    assertThat(tables.calls).doesNotContain("put [tt1]");
  }

  @Test
  void writesNothingWhereTheContentIsTheSame() {
    judge("run1", "tt1=A");
    tables.calls.clear();

    assertThat(judge("run2", "tt1=A")).containsExactly(UNCHANGED);
    assertThat(tables.calls).doesNotContain("put [tt1]");
    assertThat(tables.items).containsEntry("tt1", version("run1", 0, "A"));
  }

  @Test
  void putsANewerContentInThePlaceOfAnOlderOne() {
    judge("run1", "tt1=A");

    assertThat(judge("run2", "tt1=B")).containsExactly(STORED);
    assertThat(tables.items).containsEntry("tt1", version("run2", 0, "B"));
  }

  @Test
  void neverOverwritesANewerRun() {
    judge("run2", "tt1=B");
    tables.calls.clear();

    assertThat(judge("run1", "tt1=A")).containsExactly(STALE);
    assertThat(tables.calls).doesNotContain("put [tt1]");
    assertThat(tables.items).containsEntry("tt1", version("run2", 0, "B"));
  }

  @Test
  void findsAnOlderRunUnchangedWhereTheNewerOneHasTheSameContent() {
    judge("run2", "tt1=A");

    assertThat(judge("run1", "tt1=A")).containsExactly(UNCHANGED);
  }

  @Test
  void asksForNewerRunsOnlyWhereSomethingIsToBeWritten() {
    judge("run1", "tt1=A");
    tables.calls.clear();

    judge("run2", "tt1=A");

    assertThat(tables.calls).doesNotContain("untouchedSince");
  }

  @Test
  void storesTheLastOfSeveralRowsWithOneKey() {
    assertThat(judge("run1", "tt1=A", "tt1=B", "tt1=B")).containsExactly(STALE, UNCHANGED, STORED);
    assertThat(tables.items).containsEntry("tt1", version("run1", 2, "B"));
  }

  @Test
  void judgesRowsWithOneKeyAlikeWhenTheirBatchIsDeliveredAgain() {
    List<Verdict> first = judge("run1", "tt1=A", "tt1=B", "tt1=B");

    assertThat(judge("run1", "tt1=A", "tt1=B", "tt1=B")).isEqualTo(first);
  }

  @Test
  void findsAllRowsWithOneKeyStaleWhereANewerRunDiffers() {
    judge("run2", "tt1=B");

    assertThat(judge("run1", "tt1=A", "tt1=A")).containsExactly(STALE, STALE);
  }

  @Test
  void failsAllRowsWithOneKeyWhereTheLastOneIsRefused() {
    tables.refused.add("tt1");

    assertThat(judge("run1", "tt1=A", "tt1=B", "tt1=B")).containsOnly(REFUSED).hasSize(3);
  }

  @Test
  void refusesARecordAlone() {
    tables.refused.add("tt2");

    assertThat(judge("run1", "tt1=A", "tt2=B", "tt3=C")).containsExactly(STORED, REFUSED, STORED);
  }

  @Test
  void isStaleWhereANewerRunWasFaster() {
    tables.racing.put("tt1", version("run2", 0, "B"));

    assertThat(judge("run1", "tt1=A")).containsExactly(STALE);
  }

  @Test
  void isUnchangedWhereANewerRunWithTheSameContentWasFaster() {
    tables.racing.put("tt1", version("run2", 0, "A"));

    assertThat(judge("run1", "tt1=A")).containsExactly(UNCHANGED);
  }

  @Test
  void isStoredWhereTheSameBatchWasDeliveredTwiceAtOnce() {
    tables.racing.put("tt1", version("run1", 0, "A"));

    assertThat(judge("run1", "tt1=A")).containsExactly(STORED);
  }

  private static Version version(String run, int position, String hash) {
    return new Version(run, position, hash);
  }
}
