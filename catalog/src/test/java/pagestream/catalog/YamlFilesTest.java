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

class YamlFilesTest {
  @TempDir Path folder;

  @Test
  void aFoldersFilesAreListedInOrderAlsoThoseOfOtherNames() throws IOException {
    for (String name : List.of("b.yml", "README.md", "a.yml")) {
      Files.createFile(folder.resolve(name));
    }

    assertThat(YamlFiles.of("sources", folder.toString()).names())
        .containsExactly("README.md", "a.yml", "b.yml");
  }

  @Test
  void filesOfTheSystemAndCopiesOfEditorsAreIgnored() throws IOException {
    List<String> stray =
        List.of(".DS_Store", ".yml", "._a.yml", "a.yml~", "#a.yml#", ".a.yml.swp", "a.swp");
    for (String name : stray) {
      Files.createFile(folder.resolve(name));
    }
    Files.createFile(folder.resolve("a.yml"));
    Files.createFile(folder.resolve("a.yml.bak"));

    assertThat(YamlFiles.of("recipes", folder.toString()).names())
        .containsExactly("a.yml", "a.yml.bak");
  }

  @Test
  void aFolderThatIsNotThereIsEmpty() {
    YamlFiles files = YamlFiles.of("sources", folder.resolve("none").toString());

    assertThat(files.names()).isEmpty();
    assertThat(files.read("books")).isEmpty();
  }

  @Test
  void packagedFilesAreListedFromAFolderOfClasses() {
    assertThat(YamlFiles.of("recipes", "").names()).contains("books.yml", "movies.yml");
    assertThat(YamlFiles.of("sources", "").names()).contains("toscrape.yml");
    assertThat(YamlFiles.of("nothing", "").names()).isEmpty();
  }

  /// As in a function's archive.
  @Test
  void packagedFilesAreListedFromAJar() throws Exception {
    Path jar = folder.resolve("catalog.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String entry : List.of("sources/", "sources/b.yml", "sources/a.yml", "other/c.yml")) {
        out.putNextEntry(new JarEntry(entry));
        out.closeEntry();
      }
      out.putNextEntry(new JarEntry("pagestream/catalog/YamlFiles.class"));
      try (InputStream own = YamlFiles.class.getResourceAsStream("YamlFiles.class")) {
        own.transferTo(out);
      }
    }

    assertThat(namesFrom(jar)).isEqualTo(List.of("a.yml", "b.yml"));
  }

  /// What the class lists where it is itself in the jar.
  private static Object namesFrom(Path jar) throws IOException, ReflectiveOperationException {
    try (URLClassLoader classes =
        new URLClassLoader(
            new URL[] {jar.toUri().toURL(), whereIs(YamlException.class)},
            ClassLoader.getPlatformClassLoader())) {
      Class<?> type = classes.loadClass(YamlFiles.class.getName());
      var of = type.getDeclaredMethod("of", String.class, String.class);
      var names = type.getDeclaredMethod("names");
      of.setAccessible(true);
      names.setAccessible(true);
      return names.invoke(of.invoke(null, "sources", ""));
    }
  }

  private static URL whereIs(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
