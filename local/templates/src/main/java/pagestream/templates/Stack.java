package pagestream.templates;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import pagestream.emulator.gateway.Route;
import pagestream.emulator.mapping.StreamMappingSettings;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/// A user's stack: what holds data, what runs, and what calls it.
public record Stack(
    List<StreamSpec> streams, List<TableSpec> tables, List<FunctionSpec> functions) {

  public record StreamSpec(String name, int shards) {}

  /// A table to make.
  ///
  /// @param expires the attribute of its TTL, or empty
  public record TableSpec(CreateTableRequest request, String expires) {}

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
      List<StreamMappingSettings> mappings) {}

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
    return new Stack(resources.streams(), resources.tables(), functions);
  }
}
