package pagestream.templates;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pagestream.emulator.gateway.Route;
import pagestream.emulator.mapping.StreamMappingSettings;
import pagestream.emulator.mapping.StreamMappingSettings.StartingPosition;
import pagestream.yaml.YamlMapping;

/// What `serverless.yml` declares.
record ServerlessFile(
    Path project,
    YamlMapping file,
    ResourcesFile resources,
    StackSettings settings,
    Variables variables) {
  static final String FILE = "serverless.yml";

  /// Those that requests or streams call; what else may call a function is not emulated.
  List<Stack.FunctionSpec> functions() {
    return file.section("functions").allMappings().entrySet().stream()
        .map(entry -> function(entry.getKey(), entry.getValue()))
        .filter(function -> !function.routes().isEmpty() || !function.mappings().isEmpty())
        .toList();
  }

  private Stack.FunctionSpec function(String key, YamlMapping function) {
    return new Stack.FunctionSpec(
        key,
        function.requiredText("name").orElse(""),
        function.requiredText("handler").orElse(""),
        folder(function.section("package").requiredText("artifact").orElse("")),
        function.wholeNumber("memorySize").orElse(1024),
        Duration.ofSeconds(function.wholeNumber("timeout").orElse(6)),
        environment(key, function),
        events(function, "http").flatMap(http -> route(http).stream()).toList(),
        events(function, "stream").flatMap(stream -> mapping(stream).stream()).toList());
  }

  /// What the file tells it, and the settings it is told of.
  private Map<String, String> environment(String key, YamlMapping function) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.putAll(file.section("provider").section("environment").allTexts());
    environment.putAll(function.section("environment").allTexts());
    settings
        .toldTo(key)
        .forEach(setting ->
            function
                .made(() -> variables.environment(setting.name(), setting.whenUnset()))
                .ifPresent(value -> environment.put(setting.variable(), value)));
    return environment;
  }

  /// The build leaves each archive unpacked beside it.
  private Path folder(String archive) {
    return project.resolve(archive.replaceFirst("\\.zip$", ""));
  }

  private static Stream<YamlMapping> events(YamlMapping function, String kind) {
    return function.mappings("events").stream().flatMap(event -> event.mapping(kind).stream());
  }

  private static Optional<Route> route(YamlMapping http) {
    String method = http.requiredText("method").orElse("any");
    String path = http.requiredText("path").orElse("");
    boolean cors = http.flag("cors").orElse(false);
    return http.made(() -> new Route(method.toUpperCase(Locale.ROOT), "/" + path, cors));
  }

  private Optional<StreamMappingSettings> mapping(YamlMapping stream) {
    return stream.made(() ->
        new StreamMappingSettings(
            source(stream.section("arn")),
            stream
                .parsed("startingPosition", StartingPosition::of)
                .orElse(StartingPosition.TRIM_HORIZON),
            stream.wholeNumber("batchSize").orElse(100),
            stream.wholeNumber("batchWindow").orElse(0),
            stream.flag("bisectBatchOnFunctionError").orElse(false),
            stream
                .text("functionResponseType")
                .filter("ReportBatchItemFailures"::equals)
                .isPresent(),
            stream.wholeNumber("maximumRetryAttempts").orElse(StreamMappingSettings.UNLIMITED),
            stream.wholeNumber("maximumRecordAgeInSeconds").orElse(StreamMappingSettings.UNLIMITED)));
  }

  private String source(YamlMapping arn) {
    arn.requiredText("Fn::ImportValue");
    return arn.parsed("Fn::ImportValue", resources::streamExportedAs).orElse("");
  }
}
