package pagestream.writer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Log;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Task;
import pagestream.pipeline.TypedRecord;

/// Batches of records whose content is one letter, which is their hash too. A run `x` has one page,
/// `x-page`, which is newer than all pages of runs that sort before it.
final class Samples {
  static final Log NO_LOG = new KeepingLog();
  static final String RECIPE = "movies";
  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  private Samples() {}

  static String page(String run) {
    return run + "-page";
  }

  static Origin origin(String page) {
    String run = page.replaceFirst("-page$", "");
    return Origins.of(Map.of("run", run, "recipe", RECIPE, "task", task(run).id(), "page", page));
  }

  private static Task task(String run) {
    return new Task(run, "films", RECIPE, "https://movies.example/");
  }

  static void begin(Runs runs, String run) {
    runs.begin(
        new RunHead(run, "films", RECIPE, "v1", task(run).url(), NOW, Duration.ZERO), task(run));
  }

  static void end(Runs runs, String run, int rows, int batches) {
    runs.end(new EndedTask(origin(page(run)), rows, 0, batches, 1, NOW));
  }

  /// The first batch of a run's page, with records as `tt1=A`.
  static Batch<TypedRecord> batch(String run, String... records) {
    return batch(run, 0, 0, List.of(records));
  }

  static Batch<TypedRecord> batch(String run, int number, int from, List<String> records) {
    List<TypedRecord> entries = new ArrayList<>();
    for (String record : records) {
      entries.add(record(from + entries.size(), record));
    }
    return new Batch<>(origin(page(run)), number, entries.size(), entries);
  }

  static TypedRecord record(int position, String record) {
    String[] parts = record.split("=");
    return new TypedRecord(position, parts[0], parts[1], Map.of("primaryTitle", parts[1]));
  }
}
