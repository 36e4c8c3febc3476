package pagestream.templates;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The settings that `serverless/settings.json` lists, each an environment variable.
public final class StackSettings {
  static final String FILE = "serverless/settings.json";

  private final List<StackSetting> all;

  private StackSettings(List<StackSetting> all) {
    this.all = all;
  }

  /// The list of a project.
  ///
  /// @throws pagestream.yaml.YamlException naming every mistake
  public static StackSettings read(Path project) {
    return new StackSettings(
        new StackFile(project, FILE)
            .read(
                UnaryOperator.identity(),
                root ->
                    root.allMappings().entrySet().stream()
                        .map(entry -> StackSetting.of(entry.getKey(), entry.getValue(), project))
                        .toList()));
  }

  /// What is wrong with what a script is told, by the settings' names.
  ///
  /// @param command the script's name, without `.sh`
  public Map<String, String> faults(String command, Map<String, String> env) {
    Map<String, String> faults = new LinkedHashMap<>();
    all.stream()
        .filter(each -> each.isFor(command))
        .forEach(
            each -> each.fault(command, env).ifPresent(fault -> faults.put(each.name(), fault)));
    return faults;
  }

  /// What a script is told, with the defaults of what is unset and without what is wrong.
  public Map<String, String> values(String command, Map<String, String> env) {
    Map<String, String> values = new LinkedHashMap<>();
    all.stream()
        .filter(each -> each.isFor(command) && each.fault(command, env).isEmpty())
        .forEach(each -> each.value(env).ifPresent(value -> values.put(each.name(), value)));
    return values;
  }

  /// The default of a setting that has one.
  Optional<String> otherwise(String name) {
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findAny()
        .flatMap(each -> each.value(Map.of()));
  }

  Stream<StackSetting> toldTo(String function) {
    return all.stream().filter(each -> each.isToldTo(function));
  }
}
