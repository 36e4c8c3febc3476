package pagestream.pipeline;

import java.util.ArrayList;
import java.util.List;

/// Packs a page's entries into batches of a modest size: what one invocation reads, one
/// BatchGetItem looks up (100 keys), and one retry repeats.
public final class Batches {
  static final int MAX_ENTRIES = 100;
  static final int MAX_JSON_BYTES = 64 << 10;

  /// An entry of more JSON than this cannot become a table's item: DynamoDB allows 400 KB, and the
  /// item has other attributes too.
  public static final int MAX_ENTRY_BYTES = 350 << 10;

  private Batches() {}

  /// Entries stay in order; one that is larger than a batch should be travels alone.
  public static <E extends Entry> List<Batch<E>> pack(
      Origin origin, List<E> entries, BatchCodec<E> codec) {
    List<Batch<E>> batches = new ArrayList<>();
    List<E> open = new ArrayList<>();
    int bytes = 0;
    for (E entry : entries) {
      int size = codec.size(entry);
      if (!open.isEmpty() && (open.size() == MAX_ENTRIES || bytes + size > MAX_JSON_BYTES)) {
        batches.add(batch(origin, batches.size(), open));
        open.clear();
        bytes = 0;
      }
      open.add(entry);
      bytes += size;
    }
    if (!open.isEmpty()) {
      batches.add(batch(origin, batches.size(), open));
    }
    return batches;
  }

  private static <E extends Entry> Batch<E> batch(Origin origin, int number, List<E> entries) {
    return new Batch<>(origin, number, entries.size(), List.copyOf(entries));
  }

  /// Whether a table could hold it.
  public static <E extends Entry> boolean fits(E entry, BatchCodec<E> codec) {
    return codec.size(entry) <= MAX_ENTRY_BYTES;
  }
}
