package pagestream.pipeline;

import java.io.PrintWriter;
import java.io.StringWriter;

/// One line per event, for the people who run this.
public interface Log {
  void info(String message);

  void warn(String message);

  void debug(String message);

  /// A fault nobody expects: what it is for everyone, where it came from for those who look closer.
  default void fault(String what, Throwable fault) {
    warn(what + ": " + fault);
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    debug(trace.toString());
  }
}
