package pagestream.scraper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Entry;
import pagestream.pipeline.Origin;

/// What is sent to a stage again, packed into batches by the page that it came from.
final class AgainBatches<E extends Entry> {
  private final BatchCodec<E> codec;
  private final Map<Origin, List<E>> entries = new LinkedHashMap<>();

  AgainBatches(BatchCodec<E> codec) {
    this.codec = codec;
  }

  void add(Origin origin, List<E> more) {
    entries.computeIfAbsent(origin, page -> new ArrayList<>()).addAll(more);
  }

  /// @param from the number of the first batch
  List<Batch<E>> pack(int from) {
    List<Batch<E>> packed = new ArrayList<>();
    entries.forEach((origin, ofPage) -> {
      for (Batch<E> batch : Batches.pack(origin, ofPage, codec)) {
        packed.add(new Batch<>(origin, from + packed.size(), batch.rows(), batch.entries()));
      }
    });
    return packed;
  }
}
