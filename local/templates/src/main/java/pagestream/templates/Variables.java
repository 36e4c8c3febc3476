package pagestream.templates;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The variables of the Serverless Framework that the files use: `${env:NAME}`, `${env:NAME,
/// 'default'}` and `${file(FILE):KEY}`.
final class Variables {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{(?:env:(?<name>\\w+)(?:,\\s*'(?<otherwise>[^']*)')?"
              + "|file\\((?<file>[^)]+)\\):(?<key>\\w+))}");

  private final Path project;
  private final Map<String, String> env;
  private final Map<String, Yaml> files = new HashMap<>();

  Variables(Path project, Map<String, String> env) {
    this.project = project;
    this.env = env;
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
    String value = variable.group("file") == null ? environment(variable) : entry(variable);
    return Matcher.quoteReplacement(value);
  }

  private String entry(MatchResult variable) {
    Yaml file =
        files.computeIfAbsent(variable.group("file"), name -> Yaml.load(project, name, this));
    return file.at(variable.group("key")).text();
  }

  private String environment(MatchResult variable) {
    String name = variable.group("name");
    String otherwise = variable.group("otherwise");
    String value = env.getOrDefault(name, "");
    if (value.isEmpty() && otherwise != null) {
      value = otherwise;
    } else if (value.isEmpty()) {
      throw new StackException("expected the variable " + name + " to be set, found none");
    }
    return value;
  }
}
