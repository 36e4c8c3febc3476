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
    aws.on(
            "GetTemplate " + STACK,
            "<GetTemplateResponse><GetTemplateResult><TemplateBody>"
                + TEMPLATE
                + "</TemplateBody></GetTemplateResult></GetTemplateResponse>")
        .on(
            "GET " + FUNCTION,
            "{\"Configuration\": {\"State\": \"Active\", \"LastUpdateStatus\": \"Successful\"}}")
        .on("PUT " + CONFIGURATION, "{}")
        .on("PUT " + CODE, "{}");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aFunctionThatIsWhatWasDeployedIsLeftAlone() {
    isDeployed(1024, "INFO", "", code());

    assertThat(aws.account("mend", STACK, "code").output()).isEqualTo("\n");
    assertThat(aws.asked()).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void whatIsNotAsItWasDeployedIsSetBackAndNamed() {
    isDeployed(512, "DEBUG", ", \"HAND\": \"made\"", code());

    assertThat(aws.account("mend", STACK, "code").output())
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

    assertThat(aws.account("mend", STACK, "config").output()).isEqualTo("\n");
    assertThat(aws.account("mend", STACK, "code").output()).isEqualTo("writer-me: code\n");
    assertThat(aws.asked()).containsOnlyOnce("PUT " + CODE).doesNotContain("PUT " + CONFIGURATION);
  }

  @Test
  void oneFunctionIsMadeWhatATemplateSays() throws IOException {
    isDeployed(1024, "INFO", "", "other");
    Path file =
        Files.writeString(folder.resolve("template.json"), TEMPLATE.replace("INFO", "WARN"));

    assertThat(aws.account("bring-function", file.toString(), "writer-me", "config").output())
        .isEqualTo("writer-me: LOG_LEVEL\n");
    assertThat(aws.body("PUT " + CONFIGURATION)).contains("\"LOG_LEVEL\":\"WARN\"");
    assertThat(aws.asked()).doesNotContain("PUT " + CODE);
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
