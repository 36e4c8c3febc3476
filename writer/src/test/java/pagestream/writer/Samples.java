package pagestream.writer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.Batch;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Log;
import pagestream.pipeline.Origin;
import pagestream.pipeline.TypedRecord;

/// Batches of records whose content is one letter, which is their hash too.
final class Samples {
  static final Log NO_LOG = new KeepingLog();

  private Samples() {}

  /// The first batch of a run, with records as `tt1=A`.
  static Batch<TypedRecord> batch(String run, String... records) {
    return batch(run, 0, 0, List.of(records));
  }

  static Batch<TypedRecord> batch(String run, int number, int from, List<String> records) {
    List<TypedRecord> entries = new ArrayList<>();
    for (String record : records) {
      String[] parts = record.split("=");
      entries.add(
          new TypedRecord(
              from + entries.size(), parts[0], parts[1], Map.of("primaryTitle", parts[1])));
    }
    Origin origin =
        new Origin(run, "movies", "v1", "https://movies.example/", Instant.EPOCH.plusSeconds(1));
    return new Batch<>(origin, number, entries);
  }
}
