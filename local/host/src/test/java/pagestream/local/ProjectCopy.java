package pagestream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A project for a test: links to all that this one has, and recipes and sources of its own beside
/// them.
final class ProjectCopy {
  private static final List<String> OPEN = List.of("recipes", "sources");

  private ProjectCopy() {}

  /// @param folder an empty one
  /// @param more texts by their files' paths
  static Path in(Path folder, Map<String, String> more) throws IOException {
    link(Hosts.PROJECT, folder);
    for (String name : OPEN) {
      link(Hosts.PROJECT.resolve(name), Files.createDirectory(folder.resolve(name)));
    }
    for (Map.Entry<String, String> file : more.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }

  private static void link(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!OPEN.contains(name)) {
          Files.createSymbolicLink(to.resolve(name), file);
        }
      }
    }
  }
}
