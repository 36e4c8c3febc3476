package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.config.Settings;
import pagestream.encoding.Json;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;

class LambdaLogTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Map<String, String> JSON = Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON");

  @ParameterizedTest
  @CsvSource(
      nullValues = "unset",
      value = {
        "DEBUG, dig tell cry",
        "INFO, tell cry",
        "WARN, cry",
        "unset, tell cry",
        "' INFO ', tell cry",
        "'', tell cry"
      })
  void whatLiesBelowTheLevelIsNotLogged(String level, String expected) {
    assertThat(
            logged(
                level == null ? Map.of() : Map.of("LOG_LEVEL", level),
                log -> {
                  log.debug("dig ");
                  log.info("tell ");
                  log.warn("cry ");
                }))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "TRACE", "LOUD"})
  void aWrongLevelIsNamed(String level) {
    assertThatThrownBy(() -> LambdaLog.from(Map.of("LOG_LEVEL", level)))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage("LOG_LEVEL: expected DEBUG, INFO or WARN, found \"" + level + "\"");
  }

  @Test
  void asJsonALineHasWhatItIsAboutAndItsInvocation() throws Exception {
    LambdaLog.begin(LambdaJson.context(1_000));

    JsonNode line =
        json(log -> log.about(Map.of("run", "01J", "page", "", "batch", "3")).warn("Jüri Rumm"));

    assertThat(line)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"timestamp": "2026-11-21T12:00:00Z", "level": "WARN", "message": "Jüri Rumm",
                 "AWSRequestId": "a-request", "run": "01J", "batch": "3"}
                """));
  }

  @Test
  void aFaultHasItsStackTraceWhereItIsRead() throws Exception {
    Consumer<Log> fault =
        log -> log.about(Map.of("run", "01J")).fault("it broke", new IllegalStateException("why"));

    JsonNode line = json(fault);

    assertThat(line.path("message").asText())
        .isEqualTo("it broke: java.lang.IllegalStateException: why");
    assertThat(line.path("run").asText()).isEqualTo("01J");
    assertThat(line.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.path("stackTrace").valueStream().map(JsonNode::asText))
        .anyMatch(each -> each.startsWith("at pagestream.aws.LambdaLogTest."));
    assertThat(logged(Map.of("LOG_LEVEL", "WARN"), fault))
        .startsWith("it broke: java.lang.IllegalStateException: why\n    ")
        .contains("\n    at pagestream.aws.LambdaLogTest.");
  }

  @Test
  void aTransientErrorIsALineUnlessSomebodyLooksCloser() {
    Consumer<Log> fault = log -> log.fault("later", new TransientException("throttled"));

    assertThat(logged(Map.of(), fault))
        .isEqualTo("later: pagestream.pipeline.TransientException: throttled");
    assertThat(logged(Map.of("LOG_LEVEL", "DEBUG"), fault)).contains("\n    at ");
  }

  /// Titles, addresses and callers' paths get into messages, and into those of exceptions.
  @Test
  void nothingThatAPageSaysIsALineOfItsOwnOrSteersATerminal() throws Exception {
    String said = "x\n[WARN] feigned\u001B[2J\u2028\u202E";
    Consumer<Log> fault =
        log -> log.about(Map.of("run", said)).fault(said, new IllegalStateException(said));

    List<String> lines = logged(Map.of(), fault).lines().toList();
    JsonNode json = json(fault);

    assertThat(lines.getFirst()).startsWith("x\\u000A[WARN] feigned\\u001B[2J\\u2028\\u202E: ");
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
    assertThat(String.join("", lines)).doesNotContain("\u001B", "\u2028", "\u202E");
    assertThat(json.path("message").asText()).doesNotContain("\n", "\u001B");
    assertThat(json.path("run").asText()).doesNotContain("\n", "\u001B");
    assertThat(json.path("stackTrace").toString()).doesNotContain("u001B[2J\"", "\u202E");
  }

  @Test
  void metricsAreLinesOfTheirOwnWhereSomebodyReadsThem() throws Exception {
    JsonNode metrics = Json.MAPPER.readTree("{\"_aws\": {}, \"Found\": 3}");
    Consumer<LambdaLog> told = log -> log.metrics((ObjectNode) metrics);

    assertThat(Json.MAPPER.readTree(logged(JSON, told))).isEqualTo(metrics);
    assertThat(logged(Map.of(), told)).isEmpty();
  }

  private static JsonNode json(Consumer<Log> event) throws Exception {
    return Json.MAPPER.readTree(logged(JSON, event));
  }

  /// Outside of Lambda its log writes to the standard output.
  private static String logged(Map<String, String> env, Consumer<? super LambdaLog> event) {
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      event.accept(LambdaLog.from(env, () -> NOON));
    } finally {
      System.setOut(out);
    }
    return written.toString(StandardCharsets.UTF_8).strip();
  }
}
