package pagestream.templates;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pagestream.yaml.YamlMapping;

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
  private final Map<String, Map<String, String>> files = new HashMap<>();

  Variables(Path project, Map<String, String> env, StackSettings settings) {
    this.project = project;
    this.env = env;
    this.settings = settings;
  }

  /// What the reader makes of a file of the project, with every variable in its values replaced.
  <T> T read(String file, Function<YamlMapping, T> reader) {
    return new StackFile(project, file).read(this::resolve, reader);
  }

  private String resolve(String text) {
    return VARIABLE.matcher(text).replaceAll(this::value);
  }

  private String value(MatchResult variable) {
    String value =
        variable.group("file") == null
            ? environment(variable.group("name"), variable.group("otherwise"))
            : entry(variable);
    return Matcher.quoteReplacement(value);
  }

  private String entry(MatchResult variable) {
    String file = variable.group("file");
    String key = variable.group("key");
    Map<String, String> texts =
        files.computeIfAbsent(file, name -> read(name, YamlMapping::allTexts));
    return Optional.ofNullable(texts.get(key))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected a value of %s in %s, found none".formatted(key, file)));
  }

  /// What a variable stands for, or an [IllegalArgumentException] where it is unset.
  ///
  /// @param otherwise where neither the environment nor the settings have a value
  String environment(String name, @Nullable String otherwise) {
    String given = env.getOrDefault(name, "").strip();
    if (!given.isEmpty()) {
      return given;
    }
    return settings
        .otherwise(name)
        .or(() -> Optional.ofNullable(otherwise))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected the variable " + name + " to be set, found none"));
  }
}
