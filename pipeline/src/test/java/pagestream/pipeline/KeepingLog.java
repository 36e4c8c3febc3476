package pagestream.pipeline;

import java.util.ArrayList;
import java.util.List;

/// A log for tests: keeps each line.
public final class KeepingLog implements Log {
  private final List<Line> written = new ArrayList<>();

  /// Each with its level before it.
  public List<String> lines() {
    return written.stream().map(line -> line.level() + " " + line.message()).toList();
  }

  public List<Line> written() {
    return written;
  }

  @Override
  public void write(Line line) {
    written.add(line);
  }
}
