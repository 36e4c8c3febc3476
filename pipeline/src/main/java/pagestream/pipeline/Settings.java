package pagestream.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads settings from environment variables and remembers every fault, so that a person sees all
/// of them at once.
///
/// ```
/// Settings settings = new Settings(env);
/// String table = settings.text("MOVIES_TABLE_NAME");
/// settings.check();
/// ```
public final class Settings {
  private final Map<String, String> env;
  private final Map<String, String> faults = new LinkedHashMap<>();

  public Settings(Map<String, String> env) {
    this.env = env;
  }

  /// A required text.
  public String text(String name) {
    String value = env.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      faults.put(name, "expected a value, found none");
    }
    return value;
  }

  /// A text that may be unset.
  public String text(String name, String whenUnset) {
    String value = env.getOrDefault(name, "").strip();
    return value.isEmpty() ? whenUnset : value;
  }

  /// A whole number from 1 on.
  public int positive(String name, int whenUnset, int max) {
    String value = text(name, Integer.toString(whenUnset));
    if (value.matches("[1-9]\\d{0,8}") && Integer.parseInt(value) <= max) {
      return Integer.parseInt(value);
    }
    faults.put(name, "expected a whole number from 1 to " + max + ", found \"" + value + "\"");
    return whenUnset;
  }

  /// A required text that `parse` turns into something, or refuses by an [IllegalArgumentException]
  /// that says what was expected and found. Empty only after a fault.
  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    String value = text(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(value));
    } catch (IllegalArgumentException e) {
      faults.put(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Throws when there was any fault.
  public void check() {
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }

  /// Settings a stage cannot start with.
  public static final class SettingsException extends RuntimeException {
    SettingsException(Map<String, String> faults) {
      super(message(faults));
    }

    private static String message(Map<String, String> faults) {
      List<String> lines = new ArrayList<>();
      faults.forEach((name, fault) -> lines.add(name + ": " + fault));
      return "environment variables: " + String.join("; ", lines);
    }
  }
}
