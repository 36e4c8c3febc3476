package pagestream.pipeline;

import java.util.Locale;

/// A part of the pipeline a row passes, and in which it can fail.
public enum Stage {
  SCRAPER,
  PROCESSOR,
  WRITER;

  /// The name outside of Java: in tables, ids and answers.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The stage of that label.
  public static Stage of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
