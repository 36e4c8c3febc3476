package pagestream.templates;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// One of the stack's settings.
///
/// @param variable its name in the environment of the functions that are told of it
record StackSetting(String name, Yaml entry, AllowedValues allowed, String variable) {
  private static final String ALL = "all";

  static StackSetting of(String name, Yaml entry, Path project) {
    return new StackSetting(
        name,
        entry,
        AllowedValues.of(entry, project),
        entry.at("variable").optional().orElse(name));
  }

  /// @param command the name of a script, without `.sh`
  boolean isFor(String command) {
    return entry.at("commands").texts().contains(command);
  }

  boolean isToldTo(String function) {
    Yaml functions = entry.at("functions");
    return functions.optional().filter(ALL::equals).isPresent()
        || functions.texts().contains(function);
  }

  /// Its value, or its default.
  Optional<String> value(Map<String, String> env) {
    return given(env).or(entry.at("default")::optional);
  }

  /// What is wrong with its value.
  Optional<String> fault(String command, Map<String, String> env) {
    Optional<String> given = given(env);
    if (given.isEmpty() && entry.at("required").texts().contains(command)) {
      return Optional.of("expected %s, found none".formatted(allowed.expected()));
    }
    return given
        .filter(value -> !allowed.has(value))
        .map(value -> "expected %s, found \"%s\"".formatted(allowed.expected(), value));
  }

  private Optional<String> given(Map<String, String> env) {
    return Optional.of(env.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
  }
}
