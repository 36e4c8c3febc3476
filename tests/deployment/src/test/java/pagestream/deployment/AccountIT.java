package pagestream.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `scripts/deploy/account.mjs` does in an account whose API Gateway has no role for its logs,
/// which LocalStack's always has.
class AccountIT {
  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");
  private static final String ROLE = "arn:aws:iam::123456789012:role/pagestream-api-gateway-logs";

  private final List<String> asked = new ArrayList<>();
  private String account = "{}";
  private int refusals;
  private boolean hasRole;
  private HttpServer aws;

  @BeforeEach
  void start() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext("/", this::answer);
    aws.start();
  }

  @AfterEach
  void stop() {
    aws.stop(0);
  }

  @Test
  void anAccountsRoleStaysAsItIs() {
    account = "{\"cloudwatchRoleArn\": \"arn:aws:iam::123456789012:role/another\"}";

    assertThat(logsRole()).isEqualTo("arn:aws:iam::123456789012:role/another");
    assertThat(asked).containsExactly("GET /account");
  }

  @Test
  void aRoleIsMadeAndTriedUntilItIsKnown() {
    refusals = 2;

    assertThat(logsRole()).isEqualTo(ROLE);
    assertThat(asked)
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
  void aRoleThatIsThereIsTaken() {
    hasRole = true;

    assertThat(logsRole()).isEqualTo(ROLE);
    assertThat(asked).containsExactly("GET /account", "GetRole", "PATCH /account");
  }

  private String logsRole() {
    Command.Result result =
        new Command(
                Map.of(
                    "AWS_ENDPOINT_URL", "http://127.0.0.1:" + aws.getAddress().getPort(),
                    "AWS_REGION", "eu-west-2",
                    "AWS_ACCESS_KEY_ID", "test",
                    "AWS_SECRET_ACCESS_KEY", "test"),
                "node",
                "scripts/deploy/account.mjs",
                "logs-role")
            .run(Duration.ofMinutes(1));
    assertThat(result.exit()).as(result.output()).isZero();
    return result.output().strip();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher action = ACTION.matcher(body);
    String request =
        action.find()
            ? action.group(1)
            : exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    asked.add(request);
    switch (request) {
      case "GET /account" -> send(exchange, 200, account);
      case "GetRole" -> {
        if (hasRole) {
          send(exchange, 200, role("GetRole"));
        } else {
          send(
              exchange,
              404,
              "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code>"
                  + "<Message>none</Message></Error></ErrorResponse>");
        }
      }
      case "CreateRole" -> send(exchange, 200, role("CreateRole"));
      case "AttachRolePolicy" ->
          send(exchange, 200, "<AttachRolePolicyResponse></AttachRolePolicyResponse>");
      case "PATCH /account" -> {
        if (refusals-- > 0) {
          exchange.getResponseHeaders().set("x-amzn-ErrorType", "BadRequestException");
          send(exchange, 400, "{\"message\": \"The role ARN is not known yet\"}");
        } else {
          send(exchange, 200, "{}");
        }
      }
      default -> send(exchange, 500, request);
    }
  }

  private static String role(String action) {
    return "<%sResponse><%sResult><Role><Arn>%s</Arn></Role></%sResult></%sResponse>"
        .formatted(action, action, ROLE, action, action);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
