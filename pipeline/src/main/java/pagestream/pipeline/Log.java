package pagestream.pipeline;

/// One line per event, for the people who run this.
public interface Log {
  void info(String message);

  void warn(String message);

  void debug(String message);
}
