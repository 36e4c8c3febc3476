package pagestream.pipeline;

import java.util.List;

/// Rows or records of one run that travel together as one stream record.
///
/// @param number counts a run's batches from 0; a records batch keeps the number of its rows
public record Batch<E extends Entry>(Origin origin, int number, List<E> entries) {

  /// The same batch with other entries: how a stage hands on what it made of it.
  public <F extends Entry> Batch<F> with(List<F> others) {
    return new Batch<>(origin, number, others);
  }
}
