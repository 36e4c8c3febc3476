package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import software.amazon.awssdk.core.SdkBytes;

/// What the functions ask of AWS, beside what their roles allow: `permissions.txt`, which is held
/// to the templates.
class PermissionsIT {
  private static final String SUFFIX = "allowed";

  /// What each resource is called in the list.
  private static final Map<String, String> RESOURCES =
      Map.of(
          "data-processing-stream-" + SUFFIX, "KinesisDataProcessingArn",
          "data-writing-stream-" + SUFFIX, "KinesisDataWritingArn",
          "movie-" + SUFFIX, "MoviesTableArn",
          "error-" + SUFFIX, "ErrorTableArn",
          "run-" + SUFFIX, "RunTableArn",
          "host-" + SUFFIX, "HostTableArn",
          "tasks-" + SUFFIX, "TaskQueueArn");

  /// What Lambda itself needs, for event source mappings, logs and traces.
  private static final Set<String> OF_LAMBDA =
      Set.of(
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "s3:ListBucket",
          "s3:PutObject",
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords");

  /// What the host keeps in a folder goes to a bucket on AWS; a record that its table refuses is
  /// sent to the writer again; and whoever first looks at a run that has settled keeps its sums and
  /// removes its mark, which here is mostly the host.
  private static final Set<String> SELDOM_HERE =
      Set.of(
          "dead-letters s3:GetObject DiscardedBucketArn/aws/lambda/*",
          "dead-letters dynamodb:Query RunTableArn",
          "dead-letters dynamodb:PutItem ErrorTableArn",
          "scraper kinesis:PutRecords KinesisDataWritingArn",
          "writer dynamodb:UpdateItem ErrorTableArn",
          "scraper dynamodb:DeleteItem RunTableArn",
          "writer dynamodb:GetItem RunTableArn",
          "writer dynamodb:UpdateItem RunTableArn",
          "writer dynamodb:DeleteItem RunTableArn");

  private final Map<String, Recorder> recorders = new HashMap<>();

  /// Notes the calls of one function.
  private static final class Recorder extends EngineProxy {
    private final String function;
    private final Set<String> calls = new ConcurrentSkipListSet<>();

    Recorder(String function) {
      this.function = function;
    }

    @Override
    void pass(HttpExchange exchange, URI engine, byte[] request)
        throws IOException, InterruptedException {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String text = new String(request, StandardCharsets.UTF_8);
      if (target.startsWith("DynamoDB")) {
        dynamo(call(exchange), Json.MAPPER.readTree(request));
      } else {
        String service = target.startsWith("Kinesis") ? "kinesis:" : "sqs:";
        RESOURCES.keySet().stream()
            .filter(text::contains)
            .forEach(name -> add(service + call(exchange).replace("Batch", ""), name, ""));
      }
      answer(exchange, ask(exchange, engine, request));
    }

    /// A transaction needs what each of its parts would need alone.
    private void dynamo(String call, JsonNode request) {
      switch (call) {
        case "TransactWriteItems" ->
            request
                .path("TransactItems")
                .forEach(item ->
                    item.properties()
                        .forEach(part -> dynamo(part.getKey() + "Item", part.getValue())));
        case "BatchGetItem", "BatchWriteItem" ->
            request
                .path("RequestItems")
                .fieldNames()
                .forEachRemaining(name -> table(call, name, ""));
        default ->
            table(
                call,
                request.path("TableName").asText(),
                request.has("IndexName") ? "/index/" + request.path("IndexName").asText() : "");
      }
    }

    private void table(String call, String name, String index) {
      add("dynamodb:" + call, name, index);
    }

    private void add(String action, String name, String part) {
      calls.add(function + " " + action + " " + RESOURCES.getOrDefault(name, name) + part);
    }
  }

  private Map<String, String> recorded(String function, Map<String, String> engines) {
    Recorder recorder = new Recorder(function);
    recorders.put(function, recorder);
    return recorder.before(engines);
  }

  @Test
  void eachFunctionMayDoWhatItDoesAndNothingElse() throws Exception {
    try (PageSite site = new PageSite();
        LocalHost host =
            Hosts.startIn(
                Hosts.PROJECT,
                Map.of("suffix", SUFFIX, "url", site.url().toString()),
                this::recorded)) {
      useAll(new ApiClient(host.api()), site, host);
    } finally {
      recorders.values().forEach(EngineProxy::close);
    }

    Set<String> called =
        recorders.values().stream()
            .flatMap(recorder -> recorder.calls.stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> allowed = allowed();
    assertThat(allowed).containsAll(called).containsAll(SELDOM_HERE);
    allowed.removeAll(SELDOM_HERE);
    assertThat(called).containsAll(allowed);
  }

  /// The permissions of functions, as in `writer dynamodb:PutItem MoviesTableArn`.
  private static Set<String> allowed() throws IOException {
    try (Stream<String> lines =
        Files.lines(
            Hosts.PROJECT.resolve(
                "tests/deployment/src/test/resources/pagestream/deployment/permissions.txt"))) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.split(" +")))
          .filter(words -> !words.getFirst().equals("ScheduleRole"))
          .filter(words -> !OF_LAMBDA.contains(words.get(1)))
          .map(words -> String.join(" ", function(words.getFirst()), words.get(1), words.get(2)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /// `DeadLettersRole` is the role of `dead-letters`.
  private static String function(String role) {
    return role.replaceFirst("Role$", "")
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }

  /// Uses everything that the API offers, and what goes on behind it.
  private static void useAll(ApiClient api, PageSite site, LocalHost host) {
    site.show(
        MoviePage.of(
            Stream.of(
                MoviePage.numbered(1),
                List.of(),
                MoviePage.with("startYear", "soon", MoviePage.numbered(2)))));
    JsonNode run = api.settledRun();
    api.settledRun();
    String id = run.path("run").asText();
    api.all("/movies");
    api.all("/movies?startYear=1994");
    api.get("/movies/tt0000001");
    api.all("/runs");
    api.get("/runs/" + id + "/tasks");
    api.all("/errors");
    List<JsonNode> failures = api.all("/errors?run=" + id);
    api.get("/errors/" + failures.getFirst().path("id").asText());

    JsonNode redrive = api.settledRunOfPost("/errors/redrive?run=" + id);
    api.all("/errors?redrive=" + redrive.path("run").asText());
    api.settledRunOfPost("/errors/redrive?redrive=" + redrive.path("run").asText());
    api.settledRunOfPost("/errors/redrive");
    api.settledRunOfPost("/errors/%s/redrive".formatted(failures.getFirst().path("id").asText()));

    try (SdkClients clients = SdkClients.of(host.engines())) {
      clients
          .kinesis()
          .putRecord(r ->
              r.streamName("data-writing-stream-" + SUFFIX)
                  .partitionKey("1")
                  .data(SdkBytes.fromUtf8String("poison")));
    }
    String books = api.runOf("books");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.get(books).json().path("stored").asInt() > 0);
    api.post(books + "/cancel");
    api.settled(books);
    try (QueueClient deadLetters =
        new QueueClient(host.engines(), "tasks-dead-letters-" + SUFFIX)) {
      deadLetters.send(
          """
          {"version": 3, "run": "%s", "source": "movies", "recipe": "movies", "depth": 1,
           "url": "http://127.0.0.1/", "tries": 0, "notBefore": "2026-01-01T00:00:00Z",
           "redrives": "%s"}
          """
              .formatted(id, failures.getFirst().path("id").asText()));
      await().atMost(Duration.ofMinutes(1)).until(deadLetters::isEmpty);
    }
  }
}
