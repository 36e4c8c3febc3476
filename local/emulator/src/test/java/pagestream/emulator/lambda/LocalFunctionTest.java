package pagestream.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.lambda.FunctionFixture.act;
import static pagestream.emulator.lambda.FunctionFixture.error;
import static pagestream.emulator.lambda.FunctionFixture.json;
import static pagestream.emulator.lambda.FunctionFixture.success;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pagestream.emulator.lambda.InvocationResult.FunctionError;

@Timeout(60)
final class LocalFunctionTest {
  private final FunctionFixture fixture = new FunctionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void answersAnEventObject() throws Exception {
    LocalFunction echo = fixture.open("Echo::handleRequest", 256, 10, 1);
    JsonNode answer =
        success(
            echo.invoke(
                json("{\"httpMethod\":\"GET\",\"path\":\"/a\",\"headers\":{\"X\":\"1\"}}")));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("body").asText())
        .isEqualTo("GET /a fn 256 true arn:aws:lambda:eu-west-2:000000000000:function:fn");
    assertThat(List.of(fixture.logLine(), fixture.logLine()))
        .containsExactly("out grün", "logged"); // and no JVM warnings
  }

  @Test
  void readsEventsOfSpecialForm() throws Exception {
    LocalFunction time = fixture.open("Special::time", 256, 10, 1);
    assertThat(success(time.invoke(json("{\"time\":\"2025-01-02T03:04:05Z\"}"))).asText())
        .startsWith("2025-01-02T03:04:05");
    LocalFunction key = fixture.open("Special::key", 256, 10, 1);
    assertThat(
            success(
                    key.invoke(
                        json("{\"Records\":[{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":\"k\"}}}}]}")))
                .asText())
        .isEqualTo("k");
  }

  @Test
  void handlerExceptionIsAFunctionErrorAndTheProcessLives() throws Exception {
    LocalFunction act = fixture.open("Act", 256, 10, 1);
    String before = act(act, "pid");
    FunctionError error = error(act.invoke(json("\"throw\"")));
    assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.message()).isEqualTo("no such page");
    assertThat(FunctionFixture.tree(error.payload()).path("stackTrace")).isNotEmpty();
    assertThat(act(act, "pid")).isEqualTo(before);
  }

  @Test
  void seesOnlyItsOwnEnvironment() throws Exception {
    JsonNode environment = success(fixture.open("Environment", 256, 10, 1).invoke(json("\"\"")));
    assertThat(environment.propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "TABLE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_LAMBDA_RUNTIME_API",
            "_HANDLER",
            "LAMBDA_TASK_ROOT",
            "AWS_EXECUTION_ENV",
            "TZ");
    assertThat(environment.path("TABLE").asText()).isEqualTo("pages");
  }
}
