package pagestream.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import pagestream.aws.ApiEvents;
import pagestream.aws.ApiRequest;
import pagestream.aws.CallTime;
import pagestream.aws.Endpoints;
import pagestream.aws.Endpoints.Endpoint;
import pagestream.aws.HttpAnswers;
import pagestream.aws.LambdaLog;
import pagestream.aws.Parameters;
import pagestream.aws.RunRead;
import pagestream.catalog.Quote;
import pagestream.config.Build;
import pagestream.encoding.Json;
import pagestream.pipeline.Log;
import pagestream.problem.Problem;

/// Every endpoint that reads.
public final class QueryApiHandler implements RequestStreamHandler {
  /// What it answers over HTTP.
  public static final Endpoints<QueryApiHandler> ENDPOINTS =
      new Endpoints<>(
          List.of(
              get(
                  "/movies",
                  (handler, request) -> handler.records(request, handler.defaultRecipe())),
              get(
                  "/movies/{id}",
                  (handler, request) -> handler.record(request, handler.defaultRecipe())),
              get("/records/{recipe}", (handler, request) -> handler.records(request, of(request))),
              get(
                  "/records/{recipe}/{id}",
                  (handler, request) -> handler.record(request, of(request))),
              get("/sources", QueryApiHandler::sources),
              get("/recipes", QueryApiHandler::recipes),
              get("/runs", QueryApiHandler::runs),
              get("/runs/{id}", QueryApiHandler::run),
              get("/runs/{id}/tasks", QueryApiHandler::tasks),
              get("/errors", QueryApiHandler::failures),
              get("/errors/{id}", QueryApiHandler::failure),
              get("/health", QueryApiHandler::health)));

  private final QueryApi api;
  private final Runnable check;
  private final String engine;
  private final CallTime time;
  private final Log log;

  public QueryApiHandler() {
    this(System.getenv());
  }

  private QueryApiHandler(Map<String, String> env) {
    this(QueryApiConfig.from(env), LambdaLog.from(env));
  }

  private QueryApiHandler(QueryApiConfig config, LambdaLog log) {
    this(config, new CallTime(), log);
  }

  private QueryApiHandler(QueryApiConfig config, CallTime time, LambdaLog log) {
    this(Tables.onAws(config, time, log), config, time, log);
  }

  /// @param tables to read
  QueryApiHandler(Tables tables, QueryApiConfig config, CallTime time, Log log) {
    this.api = tables.api(config.catalog());
    this.check = tables.check(log);
    this.engine = config.engine();
    this.time = time;
    this.log = log;
  }

  private static Endpoint<QueryApiHandler> get(
      String path, BiFunction<QueryApiHandler, ApiRequest, APIGatewayProxyResponseEvent> reader) {
    return new Endpoint<>(
        "GET", path, (handler, request, deadline) -> reader.apply(handler, request));
  }

  /// The recipe of the default source.
  private String defaultRecipe() {
    return api.defaultRecipe();
  }

  /// The recipe that a request names.
  private static String of(ApiRequest request) {
    return request.part("recipe");
  }

  /// The clock calls it too, without a request.
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    time.begin(context);
    JsonNode event = Json.MAPPER.readTree(input);
    if (ApiEvents.isOne(event)) {
      ApiEvents.write(ENDPOINTS.answer(this, ApiEvents.read(event), context, log), output);
    } else {
      check.run();
    }
  }

  private APIGatewayProxyResponseEvent records(ApiRequest request, String recipe) {
    return found("recipe", recipe, api.records(recipe, parameters(request)));
  }

  private APIGatewayProxyResponseEvent record(ApiRequest request, String recipe) {
    String id = id(request);
    return found("record", id, api.record(recipe, id));
  }

  private APIGatewayProxyResponseEvent sources(ApiRequest request) {
    parameters(request).allowNone();
    return ok(api.sources(request.base()));
  }

  private APIGatewayProxyResponseEvent recipes(ApiRequest request) {
    parameters(request).allowNone();
    return ok(api.recipes(request.base()));
  }

  private APIGatewayProxyResponseEvent runs(ApiRequest request) {
    return ok(api.runs(parameters(request), request.base()));
  }

  private APIGatewayProxyResponseEvent failures(ApiRequest request) {
    return ok(api.failures(parameters(request)));
  }

  private APIGatewayProxyResponseEvent run(ApiRequest request) {
    String id = id(request);
    return ofRun(id, api.run(id, request.base()));
  }

  private APIGatewayProxyResponseEvent tasks(ApiRequest request) {
    String id = request.part("id");
    return ofRun(id, api.tasks(id, parameters(request), request.base()));
  }

  private static APIGatewayProxyResponseEvent ofRun(
      String id, Optional<RunRead<ObjectNode>> found) {
    return found.map(QueryApiHandler::ofRun).orElseGet(() -> notFound("run", id));
  }

  private static APIGatewayProxyResponseEvent ofRun(RunRead<ObjectNode> read) {
    return switch (read) {
      case RunRead.Whole<ObjectNode>(ObjectNode json) -> ok(json);
      case RunRead.TooLarge<ObjectNode> large ->
          HttpAnswers.problem(Problem.unprocessable(large.message()));
      case RunRead.Unreadable<ObjectNode> odd ->
          HttpAnswers.problem(Problem.unprocessable(odd.message()));
    };
  }

  private APIGatewayProxyResponseEvent failure(ApiRequest request) {
    String id = id(request);
    return found("failure", id, api.failure(id));
  }

  private APIGatewayProxyResponseEvent health(ApiRequest request) {
    parameters(request).allowNone();
    return ok(api.health(Build.version(), engine));
  }

  /// The id of what alone is asked for, to which no query parameter belongs.
  private static String id(ApiRequest request) {
    parameters(request).allowNone();
    return request.part("id");
  }

  private static APIGatewayProxyResponseEvent found(
      String what, String name, Optional<ObjectNode> found) {
    return found.map(QueryApiHandler::ok).orElseGet(() -> notFound(what, name));
  }

  private static APIGatewayProxyResponseEvent notFound(String what, String name) {
    return HttpAnswers.problem(
        Problem.notFound("there is no %s \"%s\"".formatted(what, Quote.of(name))));
  }

  private static APIGatewayProxyResponseEvent ok(ObjectNode body) {
    return HttpAnswers.json(200, body);
  }

  private static Parameters parameters(ApiRequest request) {
    return new Parameters(request.parameters());
  }
}
