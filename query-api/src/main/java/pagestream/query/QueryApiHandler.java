package pagestream.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import pagestream.aws.ApiBase;
import pagestream.aws.Clients;
import pagestream.aws.FailureTable;
import pagestream.aws.HttpAnswers;
import pagestream.aws.InvalidCursorException;
import pagestream.aws.LambdaLog;
import pagestream.aws.RecordTable;
import pagestream.aws.RunTable;
import pagestream.config.Build;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;
import pagestream.problem.Problem;

/// Every route that reads.
public final class QueryApiHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private final QueryApi api;
  private final String engine;
  private final Log log;

  public QueryApiHandler() {
    this(System.getenv());
  }

  private QueryApiHandler(Map<String, String> env) {
    this(QueryApiConfig.from(env), LambdaLog.from(env));
  }

  private QueryApiHandler(QueryApiConfig config, Log log) {
    this(api(config), config.engine(), log);
  }

  QueryApiHandler(QueryApi api, String engine, Log log) {
    this.api = api;
    this.engine = engine;
    this.log = log;
  }

  private static QueryApi api(QueryApiConfig config) {
    var dynamo = Clients.dynamo();
    var runs = new RunTable(dynamo, config.runTable(), Clock.tickMillis(ZoneOffset.UTC));
    var records = new RecordTable(dynamo, config.recordTable());
    return new QueryApi(
        config.recipe(), records, runs, new FailureTable(dynamo, config.errorTable()));
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent request, Context context) {
    try {
      return answer(request);
    } catch (BadRequestException | InvalidCursorException e) {
      return HttpAnswers.problem(Problem.badRequest(String.valueOf(e.getMessage())));
    } catch (TransientException e) {
      log.warn("%s failed: %s".formatted(request.getPath(), e.getMessage()));
      return HttpAnswers.unavailable();
    }
  }

  private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent request) {
    return switch (request.getResource()) {
      case "/movies" -> HttpAnswers.json(200, api.records(parameters(request)));
      case "/movies/{id}" -> one(request, "record", api::record);
      case "/runs" -> HttpAnswers.json(200, api.runs(parameters(request), ApiBase.of(request)));
      case "/runs/{id}" -> one(request, "run", id -> api.run(id, ApiBase.of(request)));
      case "/errors" -> HttpAnswers.json(200, api.failures(parameters(request)));
      case "/errors/{id}" -> one(request, "failure", api::failure);
      case "/health" -> health(request);
      default ->
          HttpAnswers.problem(
              Problem.notFound("expected a route of this API, found " + request.getPath()));
    };
  }

  private APIGatewayProxyResponseEvent health(APIGatewayProxyRequestEvent request) {
    parameters(request).allowNone();
    return HttpAnswers.json(200, api.health(Build.version(), engine));
  }

  private static APIGatewayProxyResponseEvent one(
      APIGatewayProxyRequestEvent request,
      String what,
      Function<String, Optional<ObjectNode>> find) {
    parameters(request).allowNone();
    String id = id(request);
    return find.apply(id)
        .map(found -> HttpAnswers.json(200, found))
        .orElseGet(() ->
            HttpAnswers.problem(Problem.notFound("there is no %s \"%s\"".formatted(what, id))));
  }

  /// API Gateway hands path parameters on as they stand in the path, percent-encoded.
  private static String id(APIGatewayProxyRequestEvent request) {
    String raw = Objects.requireNonNull(request.getPathParameters().get("id"), "path parameter id");
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("id: expected a percent-encoded text, found \"" + raw + "\"");
    }
  }

  private static Parameters parameters(APIGatewayProxyRequestEvent request) {
    return new Parameters(
        Optional.ofNullable(request.getMultiValueQueryStringParameters()).orElse(Map.of()));
  }
}
