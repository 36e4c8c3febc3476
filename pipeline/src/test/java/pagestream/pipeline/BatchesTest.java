package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchesTest {
  /// What a row with this many letters adds to a batch besides them.
  private static final int FRAME = BatchCodec.ROWS.size(rowOf(0, 0));

  @Test
  void noEntriesMakeNoBatches() {
    assertThat(pack(List.of())).isEmpty();
  }

  @Test
  void aHundredEntriesMakeOneBatch() {
    assertThat(pack(Samples.rows(100))).hasSize(1);
  }

  @Test
  void oneMoreBeginsTheNextBatch() {
    assertThat(pack(Samples.rows(101)))
        .map(batch -> batch.entries().size())
        .containsExactly(100, 1);
  }

  @Test
  void batchesAreNumberedFromZeroAndKeepTheOrder() {
    List<Row> rows = Samples.rows(250);

    List<Batch<Row>> batches = pack(rows);

    assertThat(batches).map(Batch::number).containsExactly(0, 1, 2);
    assertThat(batches).allMatch(batch -> batch.origin().equals(Samples.ORIGIN));
    assertThat(batches).flatMap(Batch::entries).isEqualTo(rows);
  }

  @Test
  void aBatchIsFilledToTheLastByte() {
    int half = Batches.MAX_JSON_BYTES / 2 - FRAME;

    assertThat(pack(List.of(rowOf(0, half), rowOf(1, half)))).hasSize(1);
    assertThat(pack(List.of(rowOf(0, half), rowOf(1, half + 1)))).hasSize(2);
  }

  @Test
  void bytesAreCountedAfreshInEachBatch() {
    int third = Batches.MAX_JSON_BYTES / 3 - FRAME;
    List<Row> rows = List.of(rowOf(0, third * 2), rowOf(1, third * 2), rowOf(2, third));

    assertThat(pack(rows)).map(batch -> batch.entries().size()).containsExactly(1, 2);
  }

  @Test
  void aHugeEntryTravelsAlone() {
    List<Row> rows =
        List.of(Samples.row(0), rowOf(1, Batches.MAX_JSON_BYTES), Samples.row(2), Samples.row(3));

    assertThat(pack(rows)).map(batch -> batch.entries().size()).containsExactly(1, 1, 2);
  }

  @Test
  void lettersOfSeveralBytesCountAsSuch() {
    Row umlauts = new Row(0, Map.of("f", "ü".repeat(Batches.MAX_JSON_BYTES / 2)));

    assertThat(pack(List.of(umlauts, Samples.row(1)))).hasSize(2);
  }

  @Test
  void anEntryFitsATableUpToItsLimit() {
    assertThat(Batches.fits(rowOf(0, Batches.MAX_ENTRY_BYTES - FRAME), BatchCodec.ROWS)).isTrue();
    assertThat(Batches.fits(rowOf(0, Batches.MAX_ENTRY_BYTES - FRAME + 1), BatchCodec.ROWS))
        .isFalse();
  }

  private static List<Batch<Row>> pack(List<Row> rows) {
    return Batches.pack(Samples.ORIGIN, rows, BatchCodec.ROWS);
  }

  private static Row rowOf(int position, int letters) {
    return new Row(position, Map.of("f", "x".repeat(letters)));
  }
}
