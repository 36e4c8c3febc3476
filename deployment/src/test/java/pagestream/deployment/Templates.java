package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The CloudFormation templates that osls makes of `resources.yml` and `serverless.yml`.
record Templates(JsonNode resources, JsonNode functions) {
  static final String SUFFIX = "courseX";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path PACKAGES = Path.of("deployment", "target", "packages");

  /// @param settings beside the suffix and the url
  static Templates packaged(Map<String, String> settings) {
    return new Templates(packaged("resources.yml", settings), packaged("serverless.yml", settings));
  }

  private static JsonNode packaged(String file, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.putIfAbsent("suffix", SUFFIX);
    environment.putIfAbsent("url", "https://example.org/");
    Path folder = PACKAGES.resolve(file);
    Command.Result result =
        new Command(
                environment,
                "npx",
                "--no-install",
                "osls",
                "package",
                "--config",
                file,
                "--package",
                folder.toString())
            .run(Duration.ofMinutes(1));
    assertThat(result.exit()).as(result.output()).isZero();
    return read(folder.resolve("cloudformation-template-update-stack.json"));
  }

  private static JsonNode read(Path template) {
    try {
      return MAPPER.readTree(Command.PROJECT.resolve(template).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
