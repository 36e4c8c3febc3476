package pagestream.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Batches and stream records for tests, and a log that keeps what it is told.
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-21T10:15:30.250Z");
  static final Origin ORIGIN =
      new Origin(
          "01JCZX8V3F0000000000000000",
          "films",
          "movies",
          "0a1b2c3d4e5f",
          "c0ffee",
          "01JCZX8V3G0000000000000000",
          "https://example.org/filme?ö=1",
          Instant.parse("2026-11-21T10:15:00Z"));

  static final Task TASK = new Task(ORIGIN.run(), ORIGIN.source(), ORIGIN.recipe(), ORIGIN.url());

  private Samples() {}

  static Row row(int position) {
    return new Row(position, Map.of("id", "tt" + position));
  }

  static List<Row> rows(int count) {
    return IntStream.range(0, count).mapToObj(Samples::row).toList();
  }

  static Batch<Row> batch(int number, Row... rows) {
    return new Batch<>(ORIGIN, number, rows.length, List.of(rows));
  }

  static StreamRecord record(String sequenceNumber, byte[] data) {
    return new StreamRecord("shardId-000000000000", sequenceNumber, data);
  }

  static StreamRecord record(String sequenceNumber, Batch<Row> batch) {
    return record(sequenceNumber, BatchCodec.ROWS.encode(batch));
  }
}
