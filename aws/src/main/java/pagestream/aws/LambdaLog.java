package pagestream.aws;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.Optional;
import pagestream.config.Settings;
import pagestream.pipeline.Log;

/// Lambda's own log, from `LOG_LEVEL` on (`DEBUG`, `INFO` or `WARN`; `INFO` when unset).
public final class LambdaLog implements Log {
  private final LambdaLogger logger = LambdaRuntime.getLogger();
  private final LogLevel from;

  private LambdaLog(LogLevel from) {
    this.from = from;
  }

  public static LambdaLog from(Map<String, String> env) {
    Settings settings = new Settings(env);
    Optional<LogLevel> level = settings.parsed("LOG_LEVEL", "INFO", LambdaLog::level);
    settings.check();
    return new LambdaLog(level.orElseThrow());
  }

  private static LogLevel level(String name) {
    return switch (name) {
      case "DEBUG", "INFO", "WARN" -> LogLevel.valueOf(name);
      default ->
          throw new IllegalArgumentException(
              "expected DEBUG, INFO or WARN, found \"" + name + "\"");
    };
  }

  @Override
  public void debug(String message) {
    log(LogLevel.DEBUG, message);
  }

  @Override
  public void info(String message) {
    log(LogLevel.INFO, message);
  }

  @Override
  public void warn(String message) {
    log(LogLevel.WARN, message);
  }

  private void log(LogLevel level, String message) {
    if (level.compareTo(from) >= 0) {
      logger.log(message, level);
    }
  }
}
