package pagestream.emulator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagestream.encoding.Json;
import pagestream.http.Answer;
import pagestream.http.LoopbackServer;
import pagestream.http.Request;
import pagestream.problem.Problem;

/// Functions over HTTP, for an emulator that has none of its own: Lambda's
/// [Invoke](https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), and PUT and DELETE of
/// `/2015-03-31/functions/ID`, by which it is told what there is. Each function has one execution
/// environment at a time.
final class LambdaApi implements AutoCloseable {
  static final String ROOT = "/2015-03-31/functions/";

  private static final Pattern PATH = Pattern.compile(ROOT + "(?<id>[^/]+)(?<of>/invocations)?");

  /// A function may take 15 minutes, and a start before it.
  private static final LoopbackServer.Patience PATIENCE =
      new LoopbackServer.Patience(
          Duration.ofSeconds(30), Duration.ofSeconds(40), Duration.ofMinutes(17));

  private final Path logs;
  private final Map<String, Running> functions = new ConcurrentHashMap<>();
  private final LoopbackServer server;

  /// What a function is told to be, in the words of the Serverless Framework.
  ///
  /// @param timeout in seconds
  record Definition(
      String name,
      String handler,
      List<String> classpath,
      int memorySize,
      int timeout,
      Map<String, String> environment) {
    FunctionSettings settings() {
      return new FunctionSettings(
          name,
          handler,
          classpath.stream().map(Path::of).toList(),
          memorySize,
          Duration.ofSeconds(timeout),
          environment,
          1,
          List.of());
    }
  }

  private record Running(LocalFunction function, FunctionLog log) {}

  /// @param logs the folder of the functions' logs, each `NAME.log`
  LambdaApi(Path logs) throws IOException {
    this.logs = logs;
    this.server = LoopbackServer.start("lambda", 0, PATIENCE, this::answer, _ -> {});
  }

  URI url() {
    return server.url();
  }

  private Answer answer(Request request) throws IOException {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Answer.problem(Problem.notFound("expected " + ROOT + "ID, found " + request.path()));
    }
    String id = path.group("id");
    try {
      return switch (request.method() + Objects.requireNonNullElse(path.group("of"), "")) {
        case "PUT" -> create(id, request.body());
        case "POST/invocations" -> invoke(id, request.body());
        case "DELETE" -> delete(id);
        default ->
            Answer.problem(
                Problem.methodNotAllowed(
                    "expected PUT or DELETE of a function, or POST of its invocations"));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopping");
    }
  }

  /// Answers once the function is ready, or with why it cannot be.
  private Answer create(String id, Request.Body body) throws IOException, InterruptedException {
    FunctionSettings settings;
    try {
      settings = Json.MAPPER.readValue(read(body), Definition.class).settings();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Answer.problem(Problem.badRequest(String.valueOf(e.getMessage())));
    }
    FunctionLog log = new FunctionLog(logs.resolve(settings.name() + ".log"));
    LocalFunction function = new LocalFunction(settings, log);
    functions.put(id, new Running(function, log));
    try {
      function.warmUp();
      return new Answer(201, Map.of(), List.of());
    } catch (IllegalStateException e) {
      Answer ignored = delete(id);
      return Answer.problem(Problem.badRequest(String.valueOf(e.getMessage())));
    }
  }

  private Answer invoke(String id, Request.Body body) throws IOException, InterruptedException {
    Running running = functions.get(id);
    if (running == null) {
      return Answer.problem(Problem.notFound("expected a function, found none of the id " + id));
    }
    byte[] event = read(body);
    if (event.length > Invoker.PAYLOAD_LIMIT) {
      return Answer.problem(
          Problem.tooLarge("an event may have " + Invoker.PAYLOAD_LIMIT + " bytes"));
    }
    Answer answer =
        switch (running.function().invoke(event)) {
          case InvocationResult.Success(byte[] payload) -> json(payload);
          case InvocationResult.FunctionError error ->
              json(error.payload()).with("X-Amz-Function-Error", "Unhandled");
        };
    return answer.with("X-Amz-Log-Result", running.log().takeTail());
  }

  private static Answer json(byte[] payload) {
    return Answer.of(200, "application/json", payload);
  }

  private Answer delete(String id) {
    Optional.ofNullable(functions.remove(id)).ifPresent(running -> running.function().close());
    return new Answer(204, Map.of(), List.of());
  }

  /// A byte more than may be, so that more is seen.
  private static byte[] read(Request.Body body) throws IOException {
    return body.read(Invoker.PAYLOAD_LIMIT + 1);
  }

  @Override
  public void close() {
    server.close();
    functions.values().forEach(running -> running.function().close());
  }
}
