package pagestream.config;

import java.util.ArrayList;
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
  private final List<String> faults = new ArrayList<>();

  public Settings(Map<String, String> env) {
    this.env = env;
  }

  /// A required text.
  public String text(String name) {
    String value = env.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      fault(name, "expected a value, found none");
    }
    return value;
  }

  /// A text that may be unset.
  public String text(String name, String whenUnset) {
    String value = env.getOrDefault(name, "").strip();
    return value.isEmpty() ? whenUnset : value;
  }

  /// A required whole number from 1 on. 1 after a fault.
  public int positive(String name) {
    return parsed(name, Settings::wholeNumber).orElse(1);
  }

  private static int wholeNumber(String value) {
    if (value.matches("[1-9]\\d{0,8}")) {
      return Integer.parseInt(value);
    }
    throw new IllegalArgumentException(
        "expected a whole number from 1 to 999999999, found \"" + value + "\"");
  }

  /// A required text that `parse` turns into something, or refuses by an [IllegalArgumentException]
  /// that says what was expected and found. Empty only after a fault.
  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return parse(name, text(name), parse);
  }

  /// The same for a text that may be unset.
  public <T> Optional<T> parsed(String name, String whenUnset, Function<String, T> parse) {
    return parse(name, text(name, whenUnset), parse);
  }

  private <T> Optional<T> parse(String name, String value, Function<String, T> parse) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(value));
    } catch (IllegalArgumentException e) {
      fault(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Remembers a fault that was found elsewhere.
  public void fault(String name, String fault) {
    faults.add(name + ": " + fault);
  }

  /// Throws when there was any fault.
  public void check() {
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }

  /// Settings that nothing can start with: every fault, one a line.
  public static final class SettingsException extends RuntimeException {
    SettingsException(List<String> faults) {
      super(String.join("\n", faults));
    }
  }
}
