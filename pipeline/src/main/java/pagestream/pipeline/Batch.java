package pagestream.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows or records of one page that travel together as one stream record.
///
/// @param number counts a page's batches from 0; a batch of records keeps the number of its rows
/// @param rows how many rows it was packed with: those that a stage failed are no longer among its
///   entries
public record Batch<E extends Entry>(Origin origin, int number, int rows, List<E> entries) {

  /// The same batch with other entries: how a stage hands on what it made of it.
  public <F extends Entry> Batch<F> with(List<F> others) {
    return new Batch<>(origin, number, rows, others);
  }

  /// The ids of the failures that some of its entries had at a stage to which they are sent again;
  /// none where they are sent for the first time.
  public List<String> redrivenFailures(Stage stage, List<? extends Entry> some) {
    return origin.redriven().filter(again -> !again.failures().isEmpty()).isPresent()
        ? some.stream().map(entry -> Failure.idOf(origin, stage, entry.position())).toList()
        : List.of();
  }

  /// What lines of a log that belong to it are found by.
  public Map<String, String> about() {
    Map<String, String> about = new LinkedHashMap<>(origin.about());
    about.put("batch", Integer.toString(number));
    return about;
  }

  /// How it is named in logs.
  public String label() {
    return "run %s page %s batch %d".formatted(origin.run(), origin.page(), number);
  }
}
