package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.aws.CallTime;
import pagestream.aws.FailureTable;
import pagestream.aws.LambdaJson;
import pagestream.aws.RecordTable;
import pagestream.aws.RunMetrics;
import pagestream.aws.RunTable;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.config.Build;
import pagestream.encoding.Json;
import pagestream.pipeline.KeepingLog;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// How requests become calls and answers; what the tables answer stands in `local`'s tests.
class QueryApiHandlerTest {
  private static final Supplier<QueryResponse> EMPTY =
      () -> response().items(List.of()).scannedCount(0).build();

  private static final QueryApiConfig CONFIG =
      new QueryApiConfig(
          new Catalog(
              Recipes.packaged(),
              Sources.of(
                  Source.byDefault(
                      "movies", URI.create("https://movies.example/?key=k1"), Optional.empty()))),
          "movie",
          "error",
          "run",
          "test");

  private static QueryResponse.Builder response() {
    return QueryResponse.builder()
        .consumedCapacity(ConsumedCapacity.builder().capacityUnits(1.0).build());
  }

  private final List<String> asked = new ArrayList<>();
  private final KeepingLog log = new KeepingLog();

  private static APIGatewayProxyRequestEvent request(String resource) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("GET")
        .withResource(resource)
        .withPath(resource);
  }

  private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent request)
      throws IOException {
    return answer(request, EMPTY);
  }

  private APIGatewayProxyResponseEvent answer(
      APIGatewayProxyRequestEvent request, Supplier<QueryResponse> query) throws IOException {
    return answer(request, new SameTables(asked, Map.of(), query));
  }

  private APIGatewayProxyResponseEvent answer(
      APIGatewayProxyRequestEvent request, DynamoDbClient dynamo) throws IOException {
    return LambdaJson.read(
        LambdaJson.handle(handler(dynamo), LambdaJson.write(request), 10_000),
        APIGatewayProxyResponseEvent.class);
  }

  private QueryApiHandler handler(DynamoDbClient dynamo) {
    InstantSource clock = () -> Instant.EPOCH;
    Tables tables =
        new Tables(
            new RecordTable(dynamo, "movie"),
            new RunTable(dynamo, "run", clock),
            new FailureTable(dynamo, "error"),
            () -> new byte[] {1},
            RunMetrics.NONE,
            clock);
    return new QueryApiHandler(tables, CONFIG, new CallTime(), log);
  }

  @Test
  void theClockHasItCheckTheRunsAndIsAnsweredNothing() throws IOException {
    QueryApiHandler handler = handler(new SameTables(asked, Map.of(), EMPTY));

    assertThat(LambdaJson.handle(handler, "{\"check\": \"runs\"}", 10_000)).isEmpty();
    assertThat(asked).containsExactly("run");
  }

  private static JsonNode json(APIGatewayProxyResponseEvent answer) throws Exception {
    return Json.MAPPER.readTree(answer.getBody());
  }

  @ParameterizedTest
  @CsvSource({"/movies, movie", "/runs, run newest", "/errors, error newest"})
  void aListIsASliceOfItsTableOrIndex(String resource, String index) throws Exception {
    APIGatewayProxyResponseEvent answer = answer(request(resource));

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(json(answer)).isEqualTo(Json.MAPPER.readTree("{\"items\": [], \"next\": null}"));
    assertThat(asked).containsExactly(index);
  }

  @Test
  void theFailuresOfARunHaveAnIndexOfTheirOwn() throws IOException {
    answer(request("/errors").withMultiValueQueryStringParameters(Map.of("run", List.of("01J"))));

    assertThat(asked).containsExactly("error byRun");
  }

  @ParameterizedTest
  @CsvSource({
    "/movies/{id}, there is no record \"a b/ü+c\"",
    "/runs/{id}, there is no run \"a b/ü+c\"",
    "/runs/{id}/tasks, there is no run \"a b/ü+c\"",
    "/errors/{id}, there is no failure \"a b/ü+c\""
  })
  void aKeyIsDecodedAsAPathIs(String resource, String detail) throws Exception {
    APIGatewayProxyResponseEvent answer =
        answer(request(resource).withPathParameters(Map.of("id", "a%20b%2F%C3%BC+c")));

    assertThat(answer.getStatusCode()).isEqualTo(404);
    assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json");
    assertThat(json(answer).path("detail").asText()).isEqualTo(detail);
  }

  private static Map<String, AttributeValue> head() {
    Map<String, AttributeValue> head = new HashMap<>();
    Map.of(
            "id", "01J",
            "part", "head",
            "source", "films",
            "recipe", "movies",
            "recipeVersion", "v1",
            "url", "https://movies.example/?key=k1&page=1",
            "startedAt", "2026-11-21T12:00:00Z")
        .forEach((name, text) -> head.put(name, AttributeValue.fromS(text)));
    return head;
  }

  @ParameterizedTest
  @CsvSource({"/runs/{id}, /url", "/runs/{id}/tasks, /items/0/url"})
  void whatTheOperatorHasWrittenInAQueryIsNotShown(String resource, String pointer)
      throws Exception {
    Map<String, AttributeValue> first = head();
    first.put("part", AttributeValue.fromS("task#c0ffee#found"));
    QueryResponse begun = response().items(List.of(first)).build();

    APIGatewayProxyResponseEvent answer =
        answer(
            request(resource).withPathParameters(Map.of("id", "01J")),
            new SameTables(asked, head(), () -> begun));

    assertThat(answer.getBody()).doesNotContain("k1");
    assertThat(json(answer).at(pointer).asText()).isEqualTo("https://movies.example/?key=…&page=1");
  }

  @ParameterizedTest
  @CsvSource({
    "/movies, /items/0",
    "/movies/{id}, ''",
    "/records/{recipe}, /items/0",
    "/records/{recipe}/{id}, ''"
  })
  void noRecordShowsWhatTheOperatorHasWrittenInAQuery(String resource, String pointer)
      throws Exception {
    Map<String, AttributeValue> item =
        Map.of(
            "_partition", AttributeValue.fromS("movies"),
            "id", AttributeValue.fromS("tt1"),
            "_url", AttributeValue.fromS("https://movies.example/?key=k1&page=1"));
    QueryResponse found =
        response().items(List.of(item)).scannedCount(1).lastEvaluatedKey(Map.of()).build();

    APIGatewayProxyResponseEvent answer =
        answer(
            request(resource).withPathParameters(Map.of("recipe", "movies", "id", "tt1")),
            new SameTables(asked, item, () -> found));

    assertThat(answer.getBody()).doesNotContain("k1");
    assertThat(json(answer).at(pointer + "/_url").asText())
        .isEqualTo("https://movies.example/?key=…&page=1");
  }

  /// Tables with a run whose parts have no end.
  private DynamoDbClient endlessRun() {
    Map<String, AttributeValue> head = head();
    ConsumedCapacity megabyte = ConsumedCapacity.builder().capacityUnits(256.0).build();
    QueryResponse more =
        response().items(List.of()).lastEvaluatedKey(head).consumedCapacity(megabyte).build();
    return new SameTables(asked, head, () -> more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/runs/{id}", "/runs/{id}/tasks"})
  void aRunThatIsTooLargeToBeReadSaysWhatIsKnownOfIt(String resource) throws Exception {
    APIGatewayProxyResponseEvent answer =
        answer(request(resource).withPathParameters(Map.of("id", "01J")), endlessRun());

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(json(answer).path("detail").asText())
        .startsWith(
            "run 01J of source films, which began at 2026-11-21T12:00:00Z:"
                + " expected at most 80 MB of parts, found more");
    assertThat(asked).as("its head, and 80 answers").hasSize(81);
  }

  @Test
  void aKeyThatIsNotEncodedProperlyIsRefused() throws Exception {
    APIGatewayProxyResponseEvent answer =
        answer(request("/movies/{id}").withPathParameters(Map.of("id", "100%")));

    assertThat(answer.getStatusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo("id: expected a percent-encoded text, found \"100%\"");
    assertThat(asked).isEmpty();
  }

  @Test
  void aKeyNoTableCanHaveIsNotFound() throws IOException {
    APIGatewayProxyResponseEvent answer =
        answer(request("/movies/{id}").withPathParameters(Map.of("id", "x".repeat(2049))));

    assertThat(answer.getStatusCode()).isEqualTo(404);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/movies, startYear, old",
    "/movies, genres, ''",
    "/movies, genres, 'Drama,Crime'",
    "/movies, sort, startYear",
    "/movies, cursor, xyz",
    "/movies, stage, scraper",
    "/runs, stage, scraper",
    "/runs, cursor, ''",
    "/errors, stage, cook",
    "/errors, reason, BAD",
    "/errors, status, closed",
    "/errors, run, ''",
    "/movies/{id}, fields, id",
    "/runs/{id}, limit, 1",
    "/runs/{id}/tasks, state, open",
    "/runs/{id}/tasks, limit, 0",
    "/runs/{id}/tasks, stage, scraper",
    "/errors/{id}, stage, writer",
    "/health, deep, true"
  })
  void aWrongParameterIsRefusedBeforeATableIsAsked(String resource, String name, String value)
      throws Exception {
    APIGatewayProxyResponseEvent answer =
        answer(
            request(resource)
                .withPathParameters(Map.of("id", "1"))
                .withMultiValueQueryStringParameters(Map.of(name, List.of(value))));

    assertThat(answer.getStatusCode()).isEqualTo(400);
    assertThat(json(answer).path("title").asText()).isEqualTo("Bad Request");
    assertThat(json(answer).path("detail").asText()).contains("expected", "found");
    assertThat(asked).isEmpty();
  }

  @Test
  void aTableThatDoesNotAnswerIsUnavailableAndTellsNothingInternal() throws Exception {
    APIGatewayProxyResponseEvent answer =
        answer(
            request("/runs"),
            () -> {
              throw SdkClientException.create("connect to 10.0.0.7 refused");
            });

    assertThat(answer.getStatusCode()).isEqualTo(503);
    assertThat(answer.getBody()).doesNotContain("10.0.0.7", "Exception");
    assertThat(log.lines())
        .containsExactly("WARN /runs failed: Query failed: connect to 10.0.0.7 refused");
  }

  @Test
  void healthAsksEveryTable() throws Exception {
    APIGatewayProxyResponseEvent answer = answer(request("/health"));

    assertThat(json(answer))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"status": "ok", "version": "%s", "engine": "test", "recipe": "movies"}
                """
                    .formatted(Build.version())));
    assertThat(asked).containsExactly("movie", "run", "error");
  }

  @Test
  void anotherMethodIsRefusedWithThoseThereAre() throws Exception {
    APIGatewayProxyResponseEvent answer = answer(request("/runs").withHttpMethod("DELETE"));

    assertThat(answer.getStatusCode()).isEqualTo(405);
    assertThat(answer.getHeaders()).containsEntry("Allow", "GET");
    assertThat(json(answer).path("detail").asText()).isEqualTo("/runs: expected GET, found DELETE");
  }

  @Test
  void recordsOfARecipeThatNobodyKnowsAreNotFound() throws Exception {
    APIGatewayProxyResponseEvent answer =
        answer(request("/records/{recipe}").withPathParameters(Map.of("recipe", "nobody")));

    assertThat(answer.getStatusCode()).isEqualTo(404);
    assertThat(json(answer).path("detail").asText()).isEqualTo("there is no recipe \"nobody\"");
    assertThat(asked).containsExactly("run");
  }

  @Test
  void recordsOfARecipeThatIsNoLongerDeployedStayReadable() throws Exception {
    APIGatewayProxyResponseEvent answer =
        answer(
            request("/records/{recipe}").withPathParameters(Map.of("recipe", "gone")),
            () ->
                response()
                    .items(List.of(Map.of("part", AttributeValue.fromS("gone"))))
                    .scannedCount(1)
                    .build());

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(asked).containsExactly("run", "movie");
  }

  @Test
  void recipesThatAreNoLongerDeployedAreListedAsRemoved() throws Exception {
    JsonNode items =
        json(answer(
                request("/recipes"),
                () ->
                    response()
                        .items(List.of(Map.of("part", AttributeValue.fromS("gone"))))
                        .scannedCount(1)
                        .build()))
            .path("items");

    assertThat(items.findValuesAsText("recipe"))
        .containsExactly("books", "gone", "imdb-chart", "movies", "ratings");
    assertThat(items.get(1))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"recipe": "gone", "status": "removed", "links": {"records": "/records/gone"}}
                """));
    assertThat(items.get(4).path("status").asText()).isEqualTo("deployed");
    assertThat(items.get(4).path("fields"))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"id\": \"text\", \"rating\": \"decimal\", \"votes\": \"integer\"}"));
  }

  @Test
  void sourcesAreListedWithWhatTheyRead() throws Exception {
    assertThat(json(answer(request("/sources"))).path("items"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                [{"source": "default", "recipe": "movies", "start": "https://movies.example/?key=…",
                  "schedule": null, "hosts": [],
                  "limits": {"pages": 10000, "rows": 1000000, "bytes": 10000000000,
                             "depth": 1000, "time": "1 day"},
                  "pace": {"delay": "1 second", "atOnce": 1},
                  "query": {"ordered": true, "without": []}, "robots": "obey",
                  "links": {"records": "/records/movies"}}]
                """));
    assertThat(asked).isEmpty();
  }

  @Test
  void anotherRouteIsNotFound() throws IOException {
    assertThat(answer(request("/nowhere")).getStatusCode()).isEqualTo(404);
  }

  /// Tables that answer everything in the same way, and note what they are asked for.
  private record SameTables(
      List<String> asked, Map<String, AttributeValue> item, Supplier<QueryResponse> query)
      implements DynamoDbClient {
    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      asked.add(request.tableName());
      return GetItemResponse.builder().item(item.isEmpty() ? null : item).build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      asked.add(
          request.indexName() == null
              ? request.tableName()
              : request.tableName() + " " + request.indexName());
      QueryResponse response = query.get();
      return response.consumedCapacity() == null
          ? response.toBuilder().consumedCapacity(used -> used.capacityUnits(0.5)).build()
          : response;
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
