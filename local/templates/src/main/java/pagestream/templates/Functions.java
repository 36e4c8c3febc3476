package pagestream.templates;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import pagestream.emulator.gateway.Route;
import pagestream.emulator.mapping.MappingSettings;
import pagestream.emulator.mapping.MappingSettings.StartingPosition;

/// What `serverless.yml` declares.
record Functions(
    Path project, Yaml file, Resources resources, StackSettings settings, Variables variables) {

  /// Those that requests or streams call; what else may call a function is not emulated.
  List<Stack.FunctionSpec> all() {
    return file.at("functions").entries().entrySet().stream()
        .map(entry -> function(entry.getKey(), entry.getValue()))
        .filter(function -> !function.routes().isEmpty() || !function.mappings().isEmpty())
        .toList();
  }

  private Stack.FunctionSpec function(String key, Yaml function) {
    return new Stack.FunctionSpec(
        key,
        function.at("name").text(),
        function.at("handler").text(),
        folder(function.at("package", "artifact").text()),
        function.at("memorySize").number(1024),
        Duration.ofSeconds(function.at("timeout").number(6)),
        environment(key, function),
        events(function, "http").stream().map(Functions::route).toList(),
        events(function, "stream").stream().map(this::mapping).toList());
  }

  /// What the file tells it, and the settings it is told of.
  private Map<String, String> environment(String key, Yaml function) {
    Map<String, String> environment = new LinkedHashMap<>();
    Stream.of(file.at("provider", "environment"), function.at("environment"))
        .flatMap(part -> part.entries().entrySet().stream())
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().text()));
    settings
        .toldTo(key)
        .forEach(setting ->
            environment.put(setting.variable(), variables.environment(setting.name(), null)));
    return environment;
  }

  /// The build leaves each archive unpacked beside it.
  private Path folder(String archive) {
    return project.resolve(archive.replaceFirst("\\.zip$", ""));
  }

  private static List<Yaml> events(Yaml function, String kind) {
    return function.items("events").map(event -> event.at(kind)).filter(Yaml::isThere).toList();
  }

  private static Route route(Yaml http) {
    try {
      return new Route(
          http.at("method").text().toUpperCase(Locale.ROOT),
          "/" + http.at("path").text(),
          http.at("cors").flag());
    } catch (IllegalArgumentException e) {
      throw new StackException(http.path() + ": " + e.getMessage());
    }
  }

  private MappingSettings mapping(Yaml stream) {
    try {
      return new MappingSettings(
          resources.streamExportedAs(stream.at("arn", "Fn::ImportValue").text()),
          StartingPosition.of(stream.at("startingPosition").optional().orElse("TRIM_HORIZON")),
          stream.at("batchSize").number(100),
          stream.at("batchWindow").number(0),
          stream.at("bisectBatchOnFunctionError").flag(),
          stream
              .at("functionResponseType")
              .optional()
              .filter("ReportBatchItemFailures"::equals)
              .isPresent(),
          stream.at("maximumRetryAttempts").number(MappingSettings.UNLIMITED),
          stream.at("maximumRecordAgeInSeconds").number(MappingSettings.UNLIMITED));
    } catch (IllegalArgumentException e) {
      throw new StackException(stream.path() + ": " + e.getMessage());
    }
  }
}
