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
  /// A source of the demo site, by the recipe that reads it.
  private record Demo(String name, String recipe, String path, String options) {}

  private static final List<Demo> DEMO =
      List.of(
          new Demo("books", "books", "/shop/", "pace: {delay: 0 seconds, atOnce: 4}\n"),
          new Demo("demo-ratings", "ratings", "/ratings", ""));

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
      for (Demo source : DEMO) {
        if (recipes.names().contains(source.recipe())) {
          made.add(source, demo.resolve(source.path()));
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

  private void add(Demo source, URI start) throws IOException {
    Path file = folder.resolve(source.name() + ".yml");
    if (Files.notExists(file)) {
      Files.writeString(
          file, "recipe: %s\nstart: %s\n%s".formatted(source.recipe(), start, source.options()));
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
