package pagestream.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import pagestream.encoding.Json;
import pagestream.encoding.Printable;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;

/// A line of the log as it is written. What pages and callers have said in it ends no line and
/// steers no terminal.
///
/// @param isDetailed whether transient errors have their stack trace too: they are expected, and
///   their message says what did not answer
record LogLine(Log.Line line, boolean isDetailed) {
  private static final String INDENT = "\n    ";

  /// With the stack trace below it.
  String text() {
    StringBuilder text = new StringBuilder(message());
    trace().forEach(each -> text.append(INDENT).append(each));
    return text.toString();
  }

  /// With the names that Lambda gives to what is in each line.
  ///
  /// @param request id of the invocation; empty where there is none
  byte[] json(Instant at, String request) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("timestamp", at.toString())
            .put("level", line.level().name())
            .put("message", message());
    if (!request.isEmpty()) {
      json.put("AWSRequestId", request);
    }
    line.about()
        .forEach((name, value) -> {
          if (!value.isEmpty()) {
            json.put(name, Printable.of(value));
          }
        });
    line.fault().ifPresent(fault -> json.put("errorType", fault.getClass().getName()));
    List<String> trace = trace();
    if (!trace.isEmpty()) {
      json.putPOJO("stackTrace", trace);
    }
    try {
      return Json.MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String message() {
    return Printable.of(line.message());
  }

  private List<String> trace() {
    return line.fault()
        .filter(fault -> isDetailed || !(fault instanceof TransientException))
        .map(LogLine::lines)
        .orElse(List.of());
  }

  private static List<String> lines(Throwable fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    return trace.toString().lines().map(each -> Printable.of(each.strip())).toList();
  }
}
