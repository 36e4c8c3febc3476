package pagestream.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.writer.Samples.batch;
import static pagestream.writer.Samples.begin;
import static pagestream.writer.Samples.end;
import static pagestream.writer.Samples.page;
import static pagestream.writer.Samples.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Batch;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Stage;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;

class UpsertTest {
  private static final Upserted STORED = new Upserted.Stored();
  private static final Upserted UNCHANGED = new Upserted.Unchanged();
  private static final Upserted STALE = new Upserted.Stale();
  private static final Upserted REJECTED =
      new Upserted.Rejected(
          new Rejection(Reason.ITEM_REFUSED, "expected a record that the test allows, found one"));

  private final TestTables tables = new TestTables(() -> Samples.NOW);

  private List<Upserted> upsert(String run, String... records) {
    return upsert(batch(run, records));
  }

  private List<Upserted> upsert(Batch<TypedRecord> batch) {
    Map<Integer, Upserted> upserted = Upsert.of(batch, tables.records, tables.runs);
    assertThat(upserted).hasSameSizeAs(batch.entries());
    return List.copyOf(new TreeMap<>(upserted).values());
  }

  @Test
  void storesWhatTheTableLacks() {
    assertThat(upsert("run1", "tt1=A", "tt2=B")).containsExactly(STORED, STORED);
    assertThat(tables.items("tt1", "tt2"))
        .isEqualTo(Map.of("tt1", version("run1", 0, "A"), "tt2", version("run1", 1, "B")));
  }

  @Test
  void doesNothingForAnEmptyBatch() {
    assertThat(upsert("run1")).isEmpty();
  }

  @Test
  void storesABatchDeliveredAgainOnce() {
    upsert("run1", "tt1=A");
    int writes = tables.records.writes();

    assertThat(upsert("run1", "tt1=A")).containsExactly(STORED);
    assertThat(tables.records.writes()).isEqualTo(writes);
  }

  @Test
  void writesNothingWhereTheContentIsTheSame() {
    upsert("run1", "tt1=A");
    int writes = tables.records.writes();

    assertThat(upsert("run2", "tt1=A")).containsExactly(UNCHANGED);
    assertThat(tables.records.writes()).isEqualTo(writes);
    assertThat(tables.items("tt1")).containsEntry("tt1", version("run1", 0, "A"));
  }

  @Test
  void putsANewerContentInThePlaceOfAnOlderOne() {
    upsert("run1", "tt1=A");

    assertThat(upsert("run2", "tt1=B")).containsExactly(STORED);
    assertThat(tables.items("tt1")).containsEntry("tt1", version("run2", 0, "B"));
  }

  @Test
  void neverOverwritesANewerRun() {
    upsert("run2", "tt1=B");
    int writes = tables.records.writes();

    assertThat(upsert("run1", "tt1=A")).containsExactly(STALE);
    assertThat(tables.records.writes()).isEqualTo(writes);
    assertThat(tables.items("tt1")).containsEntry("tt1", version("run2", 0, "B"));
  }

  @Test
  void findsAnOlderRunUnchangedWhereTheNewerOneHasTheSameContent() {
    upsert("run2", "tt1=A");

    assertThat(upsert("run1", "tt1=A")).containsExactly(UNCHANGED);
  }

  @Test
  void writesTheVersionOfAnUnchangedRecordWhileAnOlderRunIsOpen() {
    upsert("run1", "tt1=A");
    begin(tables.runs, "run2");

    assertThat(upsert("run3", "tt1=A")).containsExactly(UNCHANGED);
    assertThat(tables.items("tt1")).containsEntry("tt1", version("run3", 0, "A"));
    assertThat(upsert("run2", "tt1=B")).containsExactly(STALE);
  }

  @Test
  void writesNothingForAnUnchangedRecordOnceTheOlderRunHasSettled() {
    upsert("run1", "tt1=A");
    begin(tables.runs, "run2");
    end(tables.runs, "run2", 0, 0);

    assertThat(upsert("run3", "tt1=A")).containsExactly(UNCHANGED);
    assertThat(tables.items("tt1")).containsEntry("tt1", version("run1", 0, "A"));
  }

  @Test
  void theLaterBatchOfAPageStandsAlsoWhereItComesFirstAndChangesNothing() {
    upsert("run1", "tt1=B");
    Batch<TypedRecord> earlier = batch("run2", 0, 0, List.of("tt1=A"));
    Batch<TypedRecord> later = batch("run2", 1, 1, List.of("tt1=B"));

    assertThat(upsert(later)).containsExactly(UNCHANGED);
    assertThat(upsert(earlier)).containsExactly(STALE);

    assertThat(tables.items("tt1")).containsEntry("tt1", version("run2", 1, "B"));
  }

  @Test
  void writesNothingForAnUnchangedRecordOnceTheEarlierBatchesOfItsPageHaveEnded() {
    upsert("run1", "tt1=B");
    Batch<TypedRecord> earlier = batch("run2", 0, 0, List.of("tt2=A"));
    upsert(earlier);
    tables.runs.add(Outcome.stored(earlier, Stage.WRITER, 1, 0, 0, Samples.NOW));

    assertThat(upsert(batch("run2", 1, 1, List.of("tt1=B")))).containsExactly(UNCHANGED);
    assertThat(tables.items("tt1")).containsEntry("tt1", version("run1", 0, "B"));
  }

  @Test
  void asksForEarlierBatchesBeforeItReadsWhatTheyWrote() {
    upsert(batch("run1", 1, 1, List.of("tt1=A")));

    assertThat(tables.calls)
        .containsExactly("isOlderRunOpen", "isEarlierBatchOpen", "versions", "put");
  }

  @Test
  void asksForOlderRunsBeforeItReadsWhatTheyWrote() {
    upsert("run1", "tt1=A");

    assertThat(tables.calls).containsExactly("isOlderRunOpen", "versions", "put");
  }

  @Test
  void storesTheLastOfSeveralRowsWithOneKey() {
    assertThat(upsert("run1", "tt1=A", "tt1=B", "tt1=B")).containsExactly(STALE, UNCHANGED, STORED);
    assertThat(tables.items("tt1")).containsEntry("tt1", version("run1", 2, "B"));
  }

  @Test
  void treatsRowsWithOneKeyAlikeWhenTheirBatchIsDeliveredAgain() {
    List<Upserted> first = upsert("run1", "tt1=A", "tt1=B", "tt1=B");

    assertThat(upsert("run1", "tt1=A", "tt1=B", "tt1=B")).isEqualTo(first);
  }

  @Test
  void findsAllRowsWithOneKeyStaleWhereANewerRunDiffers() {
    upsert("run2", "tt1=B");

    assertThat(upsert("run1", "tt1=A", "tt1=A")).containsExactly(STALE, STALE);
  }

  @Test
  void failsAllRowsWithOneKeyWhereTheLastOneIsRefused() {
    tables.refused.add("tt1");

    assertThat(upsert("run1", "tt1=A", "tt1=B", "tt1=B")).containsOnly(REJECTED).hasSize(3);
  }

  @Test
  void refusesARecordAlone() {
    tables.refused.add("tt2");

    assertThat(upsert("run1", "tt1=A", "tt2=B", "tt3=C")).containsExactly(STORED, REJECTED, STORED);
  }

  @Test
  void isStaleWhereANewerRunWasFaster() {
    tables.race = () -> tables.store(page("run2"), record(0, "tt1=B"));

    assertThat(upsert("run1", "tt1=A")).containsExactly(STALE);
  }

  @Test
  void isUnchangedWhereANewerRunWithTheSameContentWasFaster() {
    tables.race = () -> tables.store(page("run2"), record(0, "tt1=A"));

    assertThat(upsert("run1", "tt1=A")).containsExactly(UNCHANGED);
  }

  @Test
  void isStoredWhereTheSameBatchWasDeliveredTwiceAtOnce() {
    tables.race = () -> tables.store(page("run1"), record(0, "tt1=A"));

    assertThat(upsert("run1", "tt1=A")).containsExactly(STORED);
  }

  private static Version version(String run, int position, String hash) {
    return new Version(page(run), position, hash);
  }
}
