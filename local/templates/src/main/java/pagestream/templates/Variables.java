package pagestream.templates;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The variables of the Serverless Framework that the files use: `${env:NAME}`, `${env:NAME,
/// 'default'}` and `${file(FILE):KEY}`. A setting that is unset has the default that is listed.
final class Variables {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{(?:env:(?<name>\\w+)(?:,\\s*'(?<otherwise>[^']*)')?"
              + "|file\\((?<file>[^)]+)\\):(?<key>\\w+))}");

  private final Path project;
  private final Map<String, String> env;
  private final StackSettings settings;
  private final Map<String, Yaml> files = new HashMap<>();

  Variables(Path project, Map<String, String> env, StackSettings settings) {
    this.project = project;
    this.env = env;
    this.settings = settings;
  }

  /// The same tree of mappings, lists and values with every variable replaced.
  @Nullable Object resolve(@Nullable Object node) {
    return switch (node) {
      case null -> null;
      case Map<?, ?> mapping -> {
        Map<Object, Object> resolved = new LinkedHashMap<>();
        mapping.forEach((key, value) -> resolved.put(key, resolve(value)));
        yield resolved;
      }
      case List<?> list -> list.stream().map(this::resolve).toList();
      case String text -> VARIABLE.matcher(text).replaceAll(this::value);
      default -> node;
    };
  }

  private String value(MatchResult variable) {
    String value =
        variable.group("file") == null
            ? environment(variable.group("name"), variable.group("otherwise"))
            : entry(variable);
    return Matcher.quoteReplacement(value);
  }

  private String entry(MatchResult variable) {
    Yaml file =
        files.computeIfAbsent(
            variable.group("file"), name -> Yaml.load(project, name).resolved(this));
    return file.at(variable.group("key")).text();
  }

  /// @param otherwise where neither the environment nor the settings have a value
  String environment(String name, @Nullable String otherwise) {
    String given = env.getOrDefault(name, "").strip();
    if (!given.isEmpty()) {
      return given;
    }
    return settings
        .otherwise(name)
        .or(() -> Optional.ofNullable(otherwise))
        .orElseThrow(
            () -> new StackException("expected the variable " + name + " to be set, found none"));
  }
}
