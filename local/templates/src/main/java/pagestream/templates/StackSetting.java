package pagestream.templates;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.yaml.YamlMapping;

/// One of the stack's settings.
///
/// @param variable its name in the environment of the functions that are told of it
/// @param commands the names of the scripts that take it, without `.sh`
/// @param required those of them that need it
/// @param functions those that are told of it, or `all`
/// @param otherwise its default
record StackSetting(
    String name,
    AllowedValues allowed,
    String variable,
    List<String> commands,
    List<String> required,
    List<String> functions,
    Optional<String> otherwise) {
  private static final String ALL = "all";

  static StackSetting of(String name, YamlMapping entry, Path project) {
    return new StackSetting(
        name,
        AllowedValues.of(entry, project),
        entry.text("variable").orElse(name),
        entry.texts("commands"),
        entry.texts("required"),
        entry.texts("functions"),
        entry.text("default"));
  }

  boolean isFor(String command) {
    return commands.contains(command);
  }

  boolean isToldTo(String function) {
    return functions.contains(ALL) || functions.contains(function);
  }

  /// What functions are told where it has neither a value nor a default; null where it needs one.
  @Nullable String whenUnset() {
    return required.isEmpty() ? "" : null;
  }

  /// Its value, or its default.
  Optional<String> value(Map<String, String> env) {
    return given(env).or(() -> otherwise);
  }

  /// What is wrong with its value. A fault of an address may be that there is a password in it.
  private static String quoted(String value) {
    return value.matches("[^/]*://[^/?#]*@.*") ? "one with them" : "\"" + value + "\"";
  }

  Optional<String> fault(String command, Map<String, String> env) {
    Optional<String> given = given(env);
    if (given.isEmpty() && required.contains(command)) {
      return Optional.of("expected %s, found none".formatted(allowed.expected()));
    }
    return given
        .filter(value -> !allowed.has(value))
        .map(value -> "expected %s, found %s".formatted(allowed.expected(), quoted(value)));
  }

  private Optional<String> given(Map<String, String> env) {
    return Optional.of(env.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
  }
}
