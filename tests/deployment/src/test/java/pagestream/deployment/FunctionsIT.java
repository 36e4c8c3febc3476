package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `scripts/deploy/functions.mjs` does about functions that are not what was deployed.
class FunctionsIT {
  private static final String STACK = "pagestream-functions-me";
  private static final String FUNCTION = "/2015-03-31/functions/writer-me";
  private static final String CONFIGURATION = FUNCTION + "/configuration";
  private static final String CODE = FUNCTION + "/code";
  private static final String BOUND = "/2017-10-31/functions/writer-me/concurrency";
  private static final String TEMPLATE =
      """
      {"Resources": {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
        "WriterLambdaFunction": {"Type": "AWS::Lambda::Function", "Properties": {
          "FunctionName": "writer-me", "MemorySize": 1024, "Timeout": 60,
          "Code": {"S3Key": "serverless/x/prod/1-2026/writer.zip"},
          "Environment": {"Variables": {
            "LOG_LEVEL": "INFO", "SECRET": "{{resolve:ssm:/x}}", "ARN": {"Ref": "Role"}}}}}}}
      """;

  @TempDir private static Path folder;

  private AwsStub aws;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    aws.on("GetTemplate " + STACK, AwsStub.template(TEMPLATE))
        .on(
            "GET " + FUNCTION,
            "{\"Configuration\": {\"State\": \"Active\", \"LastUpdateStatus\": \"Successful\"}}")
        .on("GET /2019-09-30/functions/writer-me/concurrency", "{}")
        .on("PUT " + CONFIGURATION, "{}")
        .on("PUT " + CODE, "{}")
        .on("PUT " + BOUND, "{}")
        .on("DELETE " + BOUND, 204, "");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aFunctionThatIsWhatWasDeployedIsLeftAlone() {
    isDeployed(1024, "INFO", "", code());

    assertThat(aws.account("restore", STACK, "code").output()).isEqualTo("\n");
    assertThat(aws.asked())
        .noneMatch(request -> request.startsWith("PUT") || request.startsWith("DELETE"));
  }

  @Test
  void whatIsNotAsItWasDeployedIsRestoredAndNamed() {
    isDeployed(512, "DEBUG", ", \"HAND\": \"made\"", code());

    assertThat(aws.account("restore", STACK, "code").output())
        .isEqualTo("writer-me: LOG_LEVEL, memory, HAND\n");
    assertThat(aws.body("PUT " + CONFIGURATION))
        .contains("\"MemorySize\":1024", "\"LOG_LEVEL\":\"INFO\"")
        .contains("\"SECRET\":\"a secret\"", "\"ARN\":\"arn\"")
        .doesNotContain("HAND");
    assertThat(aws.asked()).doesNotContain("PUT " + CODE);
  }

  @Test
  void otherCodeIsReplacedWhereTheDeployedCodeIsHere() {
    isDeployed(1024, "INFO", "", "other");

    assertThat(aws.account("restore", STACK, "config").output()).isEqualTo("\n");
    assertThat(aws.account("restore", STACK, "code").output()).isEqualTo("writer-me: code\n");
    assertThat(aws.asked()).containsOnlyOnce("PUT " + CODE).doesNotContain("PUT " + CONFIGURATION);
  }

  @Test
  void oneFunctionIsMadeWhatATemplateSays() throws IOException {
    isDeployed(1024, "INFO", "", "other");
    Path file =
        Files.writeString(folder.resolve("template.json"), TEMPLATE.replace("INFO", "WARN"));

    assertThat(aws.account("update-function", file.toString(), "writer-me", "config").output())
        .isEqualTo("writer-me: LOG_LEVEL\n");
    assertThat(aws.body("PUT " + CONFIGURATION)).contains("\"LOG_LEVEL\":\"WARN\"");
    assertThat(aws.asked()).doesNotContain("PUT " + CODE);
  }

  @Test
  void aFunctionThatWasStoppedTakesCallsAgainAfterADeployment() {
    isDeployed(1024, "INFO", "", code());
    aws.answersAnew(
        "GET /2019-09-30/functions/writer-me/concurrency", "{\"ReservedConcurrentExecutions\": 0}");

    assertThat(aws.account("restore", STACK, "code").output())
        .isEqualTo("writer-me: concurrency\n");
    assertThat(aws.asked()).containsOnlyOnce("DELETE " + BOUND);
    assertThat(aws.account("start", STACK, "writer-me").exit()).isZero();
    assertThat(aws.asked()).contains("DELETE " + BOUND);
  }

  @Test
  void aFunctionThatIsStoppedTakesNoCalls() {
    aws.on("GET " + CONFIGURATION, "{\"Timeout\": 0}");

    assertThat(aws.account("stop", "writer-me").exit()).isZero();
    assertThat(aws.body("PUT " + BOUND)).isEqualTo("{\"ReservedConcurrentExecutions\":0}");
  }

  private void isDeployed(int memory, String level, String more, String code) {
    aws.on(
        "GET " + CONFIGURATION,
        """
        {"MemorySize": %d, "Timeout": 60, "CodeSha256": "%s", "Environment": {"Variables": {
          "LOG_LEVEL": "%s", "SECRET": "a secret", "ARN": "arn"%s}}}
        """
            .formatted(memory, code, level, more));
  }

  private static String code() {
    try {
      byte[] archive = Files.readAllBytes(Command.PROJECT.resolve("writer/target/writer.zip"));
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(archive));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
