package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `scripts/deploy/account.mjs` does about the role by which API Gateway writes its logs, and
/// about its throttle; and for how long it waits for an answer.
class AccountIT {
  private static final String ROLE = "arn:aws:iam::123456789012:role/pagestream-api-gateway-logs";
  private static final String ANOTHER = "arn:aws:iam::123456789012:role/another";

  private AwsStub aws;

  @BeforeEach
  void start() throws IOException {
    aws =
        new AwsStub()
            .on("GetCallerIdentity", AwsStub.identity())
            .on("CreateRole", role("CreateRole", ROLE))
            .on("AttachRolePolicy", "<AttachRolePolicyResponse></AttachRolePolicyResponse>");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  /// Whether a request takes long is the line's business, as long as something moves on it.
  @Test
  void anAccountThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = new HashMap<>(aws.environment());
      environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + silent.getLocalPort());
      environment.put("AWS_CLIENT_TIMEOUT", "300");

      Command.Result result =
          new Command(environment, "node", "scripts/deploy/account.mjs", "identity")
              .run(Duration.ofMinutes(1));

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.output()).startsWith("TimeoutError: ").contains("300 ms of inactivity");
    }
  }

  @Test
  void theStageOfAnApiTakesNoMoreRequestsThanItMay() {
    aws.on("PATCH /restapis/abc123/stages/prod", "{}");

    Command.Result result =
        aws.account("throttle", "https://abc123.execute-api.eu-west-2.amazonaws.com/prod", "50");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(aws.body("PATCH /restapis/abc123/stages/prod"))
        .contains("\"/*/*/throttling/rateLimit\",\"value\":\"50\"")
        .contains("\"/*/*/throttling/burstLimit\",\"value\":\"100\"");
  }

  @Test
  void anAccountsRoleStaysAsItIs() {
    names(ANOTHER).on("GetRole", role("GetRole", ANOTHER));

    assertThat(logsRole()).isEqualTo(ANOTHER);
    assertThat(aws.asked()).containsExactly("GET /account", "GetCallerIdentity", "GetRole");
  }

  @Test
  void aRoleIsMadeAndTriedUntilItIsKnown() {
    namesNone().on("GetRole", 404, AwsStub.error("NoSuchEntity", "none"));
    String unknown =
        "{\"__type\": \"BadRequestException\", \"message\": \"The role ARN is not known yet\"}";
    aws.on("PATCH /account", 400, unknown).on("PATCH /account", 400, unknown);
    aws.on("PATCH /account", "{}");

    assertThat(logsRole()).isEqualTo(ROLE);
    assertThat(aws.asked())
        .containsExactly(
            "GET /account",
            "GetRole",
            "CreateRole",
            "AttachRolePolicy",
            "PATCH /account",
            "PATCH /account",
            "PATCH /account");
  }

  @Test
  void aRoleThatIsThereIsTakenWithThePolicyThatAnInterruptedCallOwesIt() {
    namesNone().on("GetRole", role("GetRole", ROLE)).on("PATCH /account", "{}");

    assertThat(logsRole()).isEqualTo(ROLE);
    assertThat(aws.asked())
        .containsExactly("GET /account", "GetRole", "AttachRolePolicy", "PATCH /account");
  }

  @Test
  void aRoleThatWasDeletedIsReplaced() {
    names(ANOTHER).on("GetRole", 404, AwsStub.error("NoSuchEntity", "none"));
    aws.on("PATCH /account", "{}");

    assertThat(logsRole()).isEqualTo(ROLE);
    assertThat(aws.asked()).endsWith("CreateRole", "AttachRolePolicy", "PATCH /account");
  }

  @Test
  void aRoleOfAnotherAccountIsReplaced() {
    names("arn:aws:iam::999999999999:role/pagestream-api-gateway-logs");
    aws.on("GetRole", role("GetRole", ROLE)).on("PATCH /account", "{}");

    assertThat(logsRole()).isEqualTo(ROLE);
    assertThat(aws.body("PATCH /account")).contains(ROLE);
  }

  @Test
  void aRoleThatMayNotBeSeenStaysAsItIs() {
    names(ANOTHER).on("GetRole", 403, AwsStub.error("AccessDenied", "not yours to see"));

    assertThat(logsRole()).isEqualTo(ANOTHER);
  }

  private AwsStub namesNone() {
    return aws.on("GET /account", "{}");
  }

  private AwsStub names(String role) {
    return aws.on("GET /account", "{\"cloudwatchRoleArn\": \"%s\"}".formatted(role));
  }

  private String logsRole() {
    Command.Result result = aws.account("logs-role");
    assertThat(result.exit()).as(result.output()).isZero();
    return result.output().strip();
  }

  private static String role(String action, String arn) {
    return "<%sResponse><%sResult><Role><Arn>%s</Arn></Role></%sResult></%sResponse>"
        .formatted(action, action, arn, action, action);
  }
}
