package pagestream.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import pagestream.catalog.Recipes;

/// The folder of the sources that a host's functions read: the project's, and one for each page of
/// the demo site beside the first. A project's source stands before a demo one of its name.
final class SourceFolder implements AutoCloseable {
  /// The recipes that read the demo site's pages, which have the same names.
  private static final List<String> DEMO = List.of("books", "ratings");

  private final Path folder;

  private SourceFolder(Path folder) {
    this.folder = folder;
  }

  /// Where a project has its own.
  static Path ofProject(Path project) {
    return project.resolve("sources");
  }

  /// A new folder, which is there until it is closed.
  ///
  /// @param recipes those of the project; a demo page whose recipe it lacks has no source
  /// @param demo the demo site's address
  static SourceFolder make(Path project, Recipes recipes, URI demo) throws IOException {
    SourceFolder made = new SourceFolder(Files.createTempDirectory("pagestream-sources-"));
    try {
      made.copy(ofProject(project));
      for (String recipe : DEMO) {
        if (recipes.names().contains(recipe)) {
          made.add("demo-" + recipe, recipe, demo.resolve("/" + recipe));
        }
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private void copy(Path sources) throws IOException {
    if (Files.isDirectory(sources)) {
      try (Stream<Path> files = Files.list(sources)) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
  }

  private void add(String name, String recipe, URI start) throws IOException {
    Path file = folder.resolve(name + ".yml");
    if (Files.notExists(file)) {
      Files.writeString(file, "recipe: %s\nstart: %s\n".formatted(recipe, start));
    }
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
