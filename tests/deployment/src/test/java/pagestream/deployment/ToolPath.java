package pagestream.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A PATH of what the scripts call, and of nothing else.
final class ToolPath {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "env",
          "dirname",
          "grep",
          "readlink",
          "mktemp",
          "cat",
          "sed",
          "tee",
          "rm",
          "node",
          "npm",
          "mvn");

  private ToolPath() {}

  /// @param missing the tool that it does not have
  /// @param folder an empty one, which becomes the path
  static String without(String missing, Path folder) throws IOException {
    Map<String, Path> tools = new HashMap<>();
    for (String each : System.getenv("PATH").split(":")) {
      for (String name : TOOLS) {
        Path candidate = Path.of(each, name);
        if (Files.isExecutable(candidate)) {
          tools.putIfAbsent(name, candidate);
        }
      }
    }
    tools.remove(missing);
    for (Map.Entry<String, Path> each : tools.entrySet()) {
      Path tool = folder.resolve(each.getKey());
      Files.writeString(tool, "#!/bin/sh\nexec %s \"$@\"\n".formatted(each.getValue()));
      Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    }
    return folder.toString();
  }
}
