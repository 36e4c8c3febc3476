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
import pagestream.emulator.mapping.MappingSettings;
import pagestream.emulator.mapping.QueueMappingSettings;
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

  /// What an event of a queue may say here; filters are not emulated.
  private static final List<String> QUEUE_KEYS =
      List.of(
          "arn",
          "batchSize",
          "enabled",
          "functionResponseType",
          "maximumBatchingWindow",
          "maximumConcurrency");

  /// Those that requests, streams or queues call; what else may call a function is not emulated.
  List<Stack.FunctionSpec> functions() {
    return file.section("functions").allMappings().entrySet().stream()
        .map(entry -> function(entry.getKey(), entry.getValue()))
        .filter(function -> !function.routes().isEmpty() || !function.mappings().isEmpty())
        .toList();
  }

  private Stack.FunctionSpec function(String key, YamlMapping function) {
    Duration timeout = Duration.ofSeconds(function.wholeNumber("timeout").orElse(6));
    return new Stack.FunctionSpec(
        key,
        function.requiredText("name").orElse(""),
        function.requiredText("handler").orElse(""),
        folder(function.section("package").requiredText("artifact").orElse("")),
        function.wholeNumber("memorySize").orElse(1024),
        timeout,
        environment(key, function),
        events(function, "http").flatMap(http -> route(http).stream()).toList(),
        mappings(function, timeout));
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

  private List<MappingSettings> mappings(YamlMapping function, Duration timeout) {
    Stream<StreamMappingSettings> streams =
        events(function, "stream").flatMap(stream -> streamMapping(stream).stream());
    Stream<QueueMappingSettings> queues =
        events(function, "sqs").flatMap(queue -> queueMapping(queue, timeout).stream());
    return Stream.<MappingSettings>concat(streams, queues).toList();
  }

  private Optional<StreamMappingSettings> streamMapping(YamlMapping stream) {
    String name =
        imported(stream, resources.exportedStreams()).map(Stack.StreamSpec::name).orElse("");
    return stream.made(() ->
        new StreamMappingSettings(
            name,
            stream
                .parsed("startingPosition", StartingPosition::of)
                .orElse(StartingPosition.TRIM_HORIZON),
            stream.wholeNumber("batchSize").orElse(100),
            stream.wholeNumber("batchWindow").orElse(0),
            stream.flag("bisectBatchOnFunctionError").orElse(false),
            reportsItemFailures(stream),
            stream.wholeNumber("maximumRetryAttempts").orElse(StreamMappingSettings.UNLIMITED),
            stream
                .wholeNumber("maximumRecordAgeInSeconds")
                .orElse(StreamMappingSettings.UNLIMITED)));
  }

  /// Empty where it is not enabled, and after a mistake.
  private Optional<QueueMappingSettings> queueMapping(YamlMapping sqs, Duration timeout) {
    sqs.allow(QUEUE_KEYS);
    boolean enabled = sqs.flag("enabled").orElse(true);
    return imported(sqs, resources.exportedQueues())
        .flatMap(queue ->
            sqs.made(() ->
                new QueueMappingSettings(
                        queue.name(),
                        queue.visibilityTimeout(),
                        sqs.wholeNumber("batchSize").orElse(10),
                        sqs.wholeNumber("maximumBatchingWindow").orElse(0),
                        reportsItemFailures(sqs),
                        sqs.wholeNumber("maximumConcurrency")
                            .orElse(QueueMappingSettings.MOST_AT_ONCE))
                    .forFunction(timeout)))
        .filter(_ -> enabled);
  }

  private static boolean reportsItemFailures(YamlMapping event) {
    return event.text("functionResponseType").filter("ReportBatchItemFailures"::equals).isPresent();
  }

  private static <T> Optional<T> imported(YamlMapping event, ExportedArns<T> exported) {
    YamlMapping arn = event.section("arn");
    arn.requiredText("Fn::ImportValue");
    return arn.parsed("Fn::ImportValue", exported::get);
  }
}
