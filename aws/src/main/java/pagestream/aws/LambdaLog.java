package pagestream.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import pagestream.config.Settings;
import pagestream.pipeline.Log;

/// Lambda's own log, from `LOG_LEVEL` on (`DEBUG`, `INFO` or `WARN`; `INFO` when unset): as JSON
/// where the function is configured so, else as text ([AWS](
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html)).
public final class LambdaLog implements Log {
  /// A process has one invocation at a time.
  private static volatile String request = "";

  private final LambdaLogger logger = LambdaRuntime.getLogger();
  private final Level from;
  private final boolean isJson;
  private final InstantSource clock;

  private LambdaLog(Level from, boolean isJson, InstantSource clock) {
    this.from = from;
    this.isJson = isJson;
    this.clock = clock;
  }

  public static LambdaLog from(Map<String, String> env) {
    return from(env, InstantSource.system());
  }

  static LambdaLog from(Map<String, String> env, InstantSource clock) {
    Settings settings = new Settings(env);
    Optional<Level> level = settings.parsed("LOG_LEVEL", "INFO", LambdaLog::level);
    settings.check();
    boolean isJson = env.getOrDefault("AWS_LAMBDA_LOG_FORMAT", "").equals("JSON");
    return new LambdaLog(level.orElseThrow(), isJson, clock);
  }

  private static Level level(String name) {
    return switch (name) {
      case "DEBUG", "INFO", "WARN" -> Level.valueOf(name);
      default ->
          throw new IllegalArgumentException(
              "expected DEBUG, INFO or WARN, found \"" + name + "\"");
    };
  }

  /// Says which invocation the next lines are of.
  static void begin(Context context) {
    request = Optional.ofNullable(context.getAwsRequestId()).orElse("");
  }

  /// Writes a line of metrics. Only where lines are JSON is there somebody who reads it.
  void metrics(ObjectNode line) {
    if (isJson) {
      logger.log(line.toString().getBytes(StandardCharsets.UTF_8), LogLevel.INFO);
    }
  }

  @Override
  public void write(Line line) {
    if (line.level().compareTo(from) < 0) {
      return;
    }
    LogLevel level = LogLevel.valueOf(line.level().name());
    LogLine written = new LogLine(line, from == Level.DEBUG);
    if (isJson) {
      logger.log(written.json(clock.instant(), request), level);
    } else {
      logger.log(written.text(), level);
    }
  }
}
