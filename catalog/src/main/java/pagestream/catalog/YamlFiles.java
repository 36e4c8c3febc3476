package pagestream.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// The YAML files of one kind that are at hand: those packaged with a function, or those in a
/// folder.
///
/// @param kind the folder's name, such as `recipes`
/// @param folder where they are; empty for those that are packaged
record YamlFiles(String kind, Optional<Path> folder) {
  /// What a file is called, without `.yml`; it is part of addresses, keys and names of resources.
  static final String NAME = "[a-z0-9][a-z0-9-]{0,63}";

  static final String EXTENSION = ".yml";

  /// Files that nobody means: those of the system, which begin with a point, and copies that
  /// editors keep.
  private static final Pattern STRAY = Pattern.compile("\\..*|.*~|#.*#|.*\\.swp");

  /// @param folder empty for those that are packaged
  static YamlFiles of(String kind, String folder) {
    return new YamlFiles(kind, folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)));
  }

  /// What a file is called without its extension.
  ///
  /// @param file as in [#names]
  /// @throws YamlException where it is wrongly named
  String name(String file) {
    String name = file.replaceFirst("\\.yml$", "");
    if (!file.endsWith(EXTENSION) || !name.matches(NAME)) {
      throw refused(
          file, "expected a name such as books.yml, of lower case letters, digits and hyphens");
    }
    return name;
  }

  /// A file that cannot be read at all.
  YamlException refused(String file, String message) {
    return new YamlException(List.of(Mistake.ofFile(kind + "/" + file, message)));
  }

  /// How a file is called in messages.
  String file(String name) {
    return kind + "/" + name + EXTENSION;
  }

  /// A file's text, if there is one of that name.
  Optional<String> read(String name) {
    if (!name.matches(NAME)) {
      return Optional.empty();
    }
    try {
      return folder.isPresent() ? text(folder.get().resolve(name + EXTENSION)) : resource(name);
    } catch (CharacterCodingException e) {
      throw refused(name + EXTENSION, "expected UTF-8, found other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> text(Path path) throws IOException {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Optional<String> resource(String name) throws IOException {
    try (InputStream in = YamlFiles.class.getResourceAsStream("/" + file(name))) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// The names of all files, sorted, as they stand: also of files that are wrongly named, but not
  /// of stray ones.
  List<String> names() {
    try {
      List<String> names = folder.isPresent() ? list(folder.get()) : packaged();
      return names.stream().filter(name -> !STRAY.matcher(name).matches()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> packaged() throws IOException, URISyntaxException {
    URL root = YamlFiles.class.getResource("/" + kind);
    if (root == null) {
      return List.of();
    }
    return root.openConnection() instanceof JarURLConnection jar
        ? entries(jar)
        : list(Path.of(new URI(root.toString())));
  }

  private List<String> entries(JarURLConnection jar) throws IOException {
    String prefix = kind + "/";
    TreeSet<String> names = new TreeSet<>();
    jar.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
        .forEach(name -> names.add(name.substring(prefix.length())));
    return List.copyOf(names);
  }
}
