package pagestream.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Hosts for tests, on free ports.
final class Hosts {
  static final Path PROJECT = Path.of(System.getProperty("project.folder"));

  private Hosts() {}

  static LocalHost start(Map<String, String> env, String... arguments)
      throws IOException, InterruptedException {
    return startIn(PROJECT, env, arguments);
  }

  static LocalHost startIn(Path project, Map<String, String> env, String... arguments)
      throws IOException, InterruptedException {
    return startIn(project, env, StageFunctions.Way.DIRECT, arguments);
  }

  static LocalHost startIn(
      Path project, Map<String, String> env, StageFunctions.Way toEngines, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(env);
    all.putIfAbsent("PORT", "0");
    String endpoint = System.getenv("AWS_ENDPOINT_URL");
    if (endpoint != null) {
      all.put("AWS_ENDPOINT_URL", endpoint);
    }
    return LocalHost.start(
        HostSettings.from(all, List.of(arguments), project),
        new Console(System.out, false),
        toEngines);
  }
}
