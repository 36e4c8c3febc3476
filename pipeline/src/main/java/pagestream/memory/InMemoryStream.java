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
    BitSet failed = new BitSet();
    switch (faults.of("putRecords")) {
      case NONE -> records.addAll(more);
      case BEFORE -> failed.set(0, more.size());
      case AFTER -> {
        records.addAll(more);
        failed.set(0, more.size());
      }
      case PARTLY -> {
        records.addAll(more.subList(0, more.size() / 2));
        failed.set(more.size() / 2, more.size());
      }
    }
    return failed;
  }

  public List<Put> records() {
    return List.copyOf(records);
  }
}
