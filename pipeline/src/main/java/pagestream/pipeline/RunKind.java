package pagestream.pipeline;

import java.util.Locale;

/// What a run does.
public enum RunKind {
  /// It reads the pages of a source.
  SCRAPE,
  /// It sends failures through the stages at which they happened again.
  REDRIVE;

  /// The name outside of Java.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of that label.
  public static RunKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
