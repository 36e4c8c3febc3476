package pagestream.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import pagestream.yaml.Yaml;
import pagestream.yaml.YamlMapping;

/// One of the files in a project's folder that describe its stack.
record StackFile(Path project, String name) {

  /// What the reader makes of the file; it may be JSON too, which is YAML.
  ///
  /// @param resolve gives what a value with variables stands for
  /// @throws pagestream.yaml.YamlException naming every mistake
  <T> T read(UnaryOperator<String> resolve, Function<YamlMapping, T> reader) {
    try {
      return Yaml.read(name, Files.readString(project.resolve(name)), resolve, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
