package pagestream.emulator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import pagestream.emulator.lambda.InvocationResult.FunctionError;
import pagestream.encoding.Json;

/// The function errors of Lambda's own making, in Lambda's wording, and those its runtime reports.
final class FunctionErrors {
  /// What Process.exitValue() adds to the number of a signal.
  private static final int SIGNAL = 128;

  private static final int SIGKILL = 9;

  private FunctionErrors() {}

  static FunctionError reported(byte[] payload) {
    try {
      JsonNode error = Json.MAPPER.readTree(payload);
      return new FunctionError(
          error.path("errorType").asText("Unknown"),
          error.path("errorMessage").asText(""),
          payload);
    } catch (IOException e) {
      return error(
          "Runtime.InvalidError",
          "expected an error report as JSON, found %d bytes of something else (%s)"
              .formatted(payload.length, e.getMessage()));
    }
  }

  static FunctionError timedOut(String requestId, Duration limit) {
    return error(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "%s %s Task timed out after %.2f seconds",
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            requestId,
            limit.toMillis() / 1000.0));
  }

  static FunctionError exited(String requestId, int exitValue) {
    return error(
        "Runtime.ExitError", "RequestId: " + requestId + " Error: " + exitReason(exitValue));
  }

  private static String exitReason(int exitValue) {
    return switch (exitValue) {
      case 0 -> "Runtime exited without providing a reason";
      case SIGNAL + SIGKILL -> "Runtime exited with error: signal: killed";
      default -> "Runtime exited with error: exit status " + exitValue;
    };
  }

  private static FunctionError error(String type, String message) {
    try {
      byte[] payload =
          Json.MAPPER.writeValueAsBytes(Map.of("errorType", type, "errorMessage", message));
      return new FunctionError(type, message, payload);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
