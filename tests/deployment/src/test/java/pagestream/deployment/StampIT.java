package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `scripts/deploy/stamp.mjs` writes into a template.
class StampIT {
  private static final String RELEASE = "serverless/pagestream-functions-me/prod/2-2026";

  @TempDir private Path folder;

  @Test
  void theStackSaysWhatIsDeployedAndWhatWasBefore() throws IOException {
    String fingerprint = stamped("Api1", "key1", "serverless/x/prod/1-2025");

    for (JsonNode template : List.of(template(), state())) {
      JsonNode outputs = template.path("Outputs");
      assertThat(outputs.at("/Fingerprint/Value").asText()).isEqualTo(fingerprint);
      assertThat(outputs.at("/Release/Value").asText()).isEqualTo(RELEASE);
      assertThat(outputs.at("/ReleaseBefore/Value").asText()).isEqualTo("serverless/x/prod/1-2025");
      assertThat(outputs.at("/Mine/Value").asText()).isEqualTo("1");
    }
  }

  @Test
  void aFirstReleaseHasNoneBefore() throws IOException {
    stamped("Api1", "key1", "");

    assertThat(template().path("Outputs").has("ReleaseBefore")).isFalse();
  }

  /// osls names each of them anew.
  @Test
  void namesOfDeploymentsAndUploadsChangeNoFingerprint() throws IOException {
    String first = stamped("ApiGatewayDeployment1", "serverless/1/a.zip", "");

    assertThat(stamped("ApiGatewayDeployment2", "serverless/2/a.zip", "before")).isEqualTo(first);
  }

  @Test
  void anotherResourceOrFileIsAnotherFingerprint() throws IOException {
    String first = stamped("Api1", "key1", "");

    assertThat(stamped("Api2", "key1", "")).isNotEqualTo(first);
    Files.writeString(folder.resolve("archive.zip"), "other code");
    assertThat(stamped("Api1", "key1", "", folder.resolve("archive.zip").toString()))
        .isNotEqualTo(first);
  }

  private String stamped(String resource, String key, String before, String... files)
      throws IOException {
    String template =
        "{\"Resources\": {\"%s\": {\"Code\": {\"S3Key\": \"%s\"}}}, \"Outputs\": {\"Mine\": {\"Value\": 1}}}"
            .formatted(resource, key);
    Files.writeString(folder.resolve("cloudformation-template-update-stack.json"), template);
    Files.writeString(
        folder.resolve("serverless-state.json"),
        """
        {"package": {"artifactDirectoryName": "%s"},
         "service": {"provider": {"compiledCloudFormationTemplate": %s}}}
        """
            .formatted(RELEASE, template));
    List<String> line =
        new ArrayList<>(List.of("node", "scripts/deploy/stamp.mjs", folder.toString(), before));
    line.addAll(List.of(files));
    Command.Result result = new Command(line, Map.of()).run(Duration.ofSeconds(30));
    assertThat(result.exit()).as(result.output()).isZero();
    return result.output().strip();
  }

  private JsonNode template() {
    return Templates.read(folder.resolve("cloudformation-template-update-stack.json"));
  }

  private JsonNode state() {
    return Templates.read(folder.resolve("serverless-state.json"))
        .at("/service/provider/compiledCloudFormationTemplate");
  }
}
