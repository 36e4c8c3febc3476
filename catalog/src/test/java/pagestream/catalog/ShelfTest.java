package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.yaml.YamlException;

class ShelfTest {
  @TempDir Path folder;

  @Test
  void aFoldersFilesAreListedInOrderAlsoThoseOfOtherNames() throws IOException {
    for (String name : List.of("b.yml", "README.md", "a.yml")) {
      Files.createFile(folder.resolve(name));
    }

    assertThat(Shelf.of("sources", folder.toString()).files())
        .containsExactly("README.md", "a.yml", "b.yml");
  }

  @Test
  void aFolderThatIsNotThereIsEmpty() {
    Shelf shelf = Shelf.of("sources", folder.resolve("none").toString());

    assertThat(shelf.files()).isEmpty();
    assertThat(shelf.read("books")).isEmpty();
  }

  @Test
  void packedFilesAreListedFromAFolderOfClasses() {
    assertThat(Shelf.of("recipes", "").files()).contains("books.yml", "movies.yml");
    assertThat(Shelf.of("sources", "").files()).contains("books.yml");
    assertThat(Shelf.of("nothing", "").files()).isEmpty();
  }

  /// As in a function's archive.
  @Test
  void packedFilesAreListedFromAJar() throws Exception {
    Path jar = folder.resolve("catalog.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String entry : List.of("sources/", "sources/b.yml", "sources/a.yml", "other/c.yml")) {
        out.putNextEntry(new JarEntry(entry));
        out.closeEntry();
      }
      out.putNextEntry(new JarEntry("pagestream/catalog/Shelf.class"));
      try (InputStream shelf = Shelf.class.getResourceAsStream("Shelf.class")) {
        shelf.transferTo(out);
      }
    }

    assertThat(filesFrom(jar)).isEqualTo(List.of("a.yml", "b.yml"));
  }

  /// What the shelf of a class that is itself in the jar lists.
  private static Object filesFrom(Path jar) throws IOException, ReflectiveOperationException {
    try (URLClassLoader classes =
        new URLClassLoader(
            new URL[] {jar.toUri().toURL(), whereIs(YamlException.class)},
            ClassLoader.getPlatformClassLoader())) {
      Class<?> shelf = classes.loadClass(Shelf.class.getName());
      var of = shelf.getDeclaredMethod("of", String.class, String.class);
      var files = shelf.getDeclaredMethod("files");
      of.setAccessible(true);
      files.setAccessible(true);
      return files.invoke(of.invoke(null, "sources", ""));
    }
  }

  private static URL whereIs(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
