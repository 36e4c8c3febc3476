package pagestream.memory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import pagestream.pipeline.StreamWriter;

/// A stream in memory. It can be made to fail: wholly, wholly although it took the records, or for
/// the second half of a request.
public final class InMemoryStream implements StreamWriter {
  private final List<Put> records = new ArrayList<>();
  private final Faults faults;

  public InMemoryStream() {
    this(Faults.NONE);
  }

  public InMemoryStream(Faults faults) {
    this.faults = faults;
  }

  @Override
  public BitSet put(List<Put> more) {
    return take(faults.of("putRecords"), more, records);
  }

  /// Takes what a request brings, as far as the fault allows, and returns the indexes of what it
  /// says has failed.
  static <T> BitSet take(Faults.Fault fault, List<T> request, List<T> taken) {
    BitSet failed = new BitSet();
    switch (fault) {
      case NONE -> taken.addAll(request);
      case BEFORE -> failed.set(0, request.size());
      case AFTER -> {
        taken.addAll(request);
        failed.set(0, request.size());
      }
      case PARTLY -> {
        taken.addAll(request.subList(0, request.size() / 2));
        failed.set(request.size() / 2, request.size());
      }
    }
    return failed;
  }

  public List<Put> records() {
    return List.copyOf(records);
  }
}
