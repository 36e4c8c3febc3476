package pagestream.pipeline;

import java.util.Arrays;
import java.util.Locale;

/// What has become of a failure since it was kept.
public enum FailureStatus {
  /// Nothing yet.
  OPEN,
  /// It was sent again, and is on its way.
  REDRIVEN,
  /// It was sent again, and went through the stage at which it had failed.
  RESOLVED,
  /// It was sent again, and failed again.
  FAILED_AGAIN;

  /// The name outside of Java.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// The status of that label.
  public static FailureStatus of(String label) {
    return Arrays.stream(values())
        .filter(status -> status.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no status \"" + label + "\""));
  }

  /// Whether it can be sent again at any time.
  public boolean isRedrivable() {
    return this == OPEN || this == FAILED_AGAIN;
  }
}
