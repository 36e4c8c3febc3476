package pagestream.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A function's code as it is deployed.
///
/// @param function what it is called without the suffix
/// @param files their paths in it
record Archive(String function, List<String> files, long bytes) {
  /// The functions that `serverless.yml` has an archive of.
  static List<String> functions() {
    try {
      return Pattern.compile("artifact: ([a-z-]+)/target/\\1\\.zip")
          .matcher(Files.readString(Command.PROJECT.resolve("serverless.yml")))
          .results()
          .map(artifact -> artifact.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Archive of(String function) {
    Path path = Command.PROJECT.resolve(Path.of(function, "target", function + ".zip"));
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<String> files =
          zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      return new Archive(function, files, Files.size(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// With a file more.
  Archive with(String file) {
    return new Archive(function, Stream.concat(files.stream(), Stream.of(file)).toList(), bytes);
  }

  Archive without(String jar) {
    return new Archive(
        function,
        files.stream().filter(each -> !each.startsWith("lib/" + jar + "-")).toList(),
        bytes);
  }

  Archive sized(long otherBytes) {
    return new Archive(function, files, otherBytes);
  }
}
