package pagestream.runtime;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.util.ConcurrencyConfig;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/// Main class of a function's process: AWS's runtime interface client with its Linux-only native
/// transport replaced by [HttpRuntimeApiClient]. Ends with the host, however the host ended.
public final class LocalRuntime extends AWSLambda {
  /// EX_TEMPFAIL of sysexits.h.
  private static final int HOST_GONE = 75;

  private LocalRuntime() {}

  public static void main(String[] arguments) throws Exception {
    exitWithHost();
    HttpRuntimeApiClient client = new HttpRuntimeApiClient(required("AWS_LAMBDA_RUNTIME_API"));
    try (LambdaContextLogger logger = logger()) {
      startRuntimeLoops(handler(logger, client), logger, new ConcurrencyConfig(logger), client);
      // The loop returns after a fatal error that it has reported.
      System.exit(1);
    } catch (IOException gone) {
      System.err.println(
          "expected the Runtime API to answer, found " + gone + "; this function's process ends");
      System.exit(HOST_GONE);
    }
  }

  /// Covers a host that was killed while a handler runs, when nobody polls.
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the process
  private static void exitWithHost() {
    ProcessHandle.current()
        .parent()
        .ifPresent(host -> host.onExit().thenAccept(ended -> Runtime.getRuntime().halt(HOST_GONE)));
  }

  /// AWS's own start-up (streams, logger, class loader, init error report), private in RIC 2.8 and
  /// 2.9.
  private static LambdaRequestHandler handler(
      LambdaContextLogger logger, LambdaRuntimeApiClient client) throws Exception {
    Method load =
        AWSLambda.class.getDeclaredMethod(
            "getLambdaRequestHandlerObject",
            String.class,
            LambdaContextLogger.class,
            LambdaRuntimeApiClient.class);
    load.setAccessible(true);
    try {
      return (LambdaRequestHandler) load.invoke(null, required("_HANDLER"), logger, client);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static LambdaContextLogger logger() {
    return new LambdaContextLogger(
        new LineLogSink(),
        LogLevel.fromString(variable("AWS_LAMBDA_LOG_LEVEL").orElse("UNDEFINED")),
        LogFormat.fromString(variable("AWS_LAMBDA_LOG_FORMAT").orElse("TEXT")));
  }

  private static String required(String name) {
    return variable(name)
        .orElseThrow(() ->
            new IllegalStateException(
                name + ": expected a value, found none; whoever starts a function sets it"));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
