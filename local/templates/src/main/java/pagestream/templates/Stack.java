package pagestream.templates;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.emulator.gateway.Route;
import pagestream.emulator.mapping.MappingSettings;
import pagestream.emulator.mapping.QueueMappingSettings;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A user's stack: what holds data, what runs, and what calls it.
public record Stack(
    List<StreamSpec> streams,
    List<TableSpec> tables,
    List<QueueSpec> queues,
    List<FunctionSpec> functions) {

  public record StreamSpec(String name, int shards) {}

  /// A table to make.
  ///
  /// @param expires the attribute of its TTL, or empty
  public record TableSpec(CreateTableRequest request, String expires) {}

  /// A standard queue to make.
  ///
  /// @param attributes those that are numbers
  public record QueueSpec(
      String name, Map<QueueAttributeName, String> attributes, Optional<RedrivePolicy> redrive) {
    private static final String DEFAULT_VISIBILITY = "30";

    /// How long a message that was received is hidden.
    Duration visibilityTimeout() {
      return Duration.ofSeconds(
          Long.parseLong(
              attributes.getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, DEFAULT_VISIBILITY)));
    }
  }

  /// When a queue's messages become dead letters.
  ///
  /// @param queue the name of the queue that they go to
  public record RedrivePolicy(String queue, int maxReceiveCount) {}

  /// A function and what calls it.
  ///
  /// @param key its name in serverless.yml
  /// @param folder its archive, unpacked
  public record FunctionSpec(
      String key,
      String name,
      String handler,
      Path folder,
      int memoryMegabytes,
      Duration timeout,
      Map<String, String> environment,
      List<Route> routes,
      List<MappingSettings> mappings) {

    /// Whether nothing but queues calls it.
    public boolean isCalledByQueuesAlone() {
      return routes.isEmpty() && mappings.stream().allMatch(QueueMappingSettings.class::isInstance);
    }
  }

  /// Reads a project's `serverless.yml` and `resources.yml`.
  ///
  /// @param env what the files' variables stand for
  /// @throws pagestream.yaml.YamlException naming every mistake of the first file that has any
  public static Stack read(Path project, Map<String, String> env) {
    StackSettings settings = StackSettings.read(project);
    Variables variables = new Variables(project, env, settings);
    ResourcesFile resources = variables.read(ResourcesFile.FILE, ResourcesFile::read);
    List<FunctionSpec> functions =
        variables.read(
            ServerlessFile.FILE,
            root -> new ServerlessFile(project, root, resources, settings, variables).functions());
    return new Stack(resources.streams(), resources.tables(), resources.queues(), functions);
  }
}
