package pagestream.pipeline;

import java.util.ArrayList;
import java.util.List;

/// A log for tests: keeps each line with its level before it.
public final class KeepingLog implements Log {
  private final List<String> lines = new ArrayList<>();

  public List<String> lines() {
    return lines;
  }

  @Override
  public void info(String message) {
    lines.add("INFO " + message);
  }

  @Override
  public void warn(String message) {
    lines.add("WARN " + message);
  }

  @Override
  public void debug(String message) {
    lines.add("DEBUG " + message);
  }
}
