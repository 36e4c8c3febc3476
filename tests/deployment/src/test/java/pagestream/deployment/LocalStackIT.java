package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The deployed stack, running: two users on one LocalStack, from their deployment to their
/// removal.
@Tag("localstack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalStackIT {
  private static final int ROWS = 230;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// What Bert's stack does without while it is paused.
  private static final Predicate<String> PAUSED =
      Pattern.compile("(data-|writer-).*BertX").asMatchPredicate();

  @TempDir private static Path sources;

  private LocalStack localStack;
  private MovieSite site;
  private BookSite shop;
  private DeployedStack anna;
  private DeployedStack bert;

  @BeforeAll
  void deployOneOfTwoStacks() throws IOException {
    localStack = LocalStack.start();
    site = new MovieSite();
    shop = new BookSite();
    anna = new DeployedStack("anna", localStack.url(), site.moviesUrl());
    bert = new DeployedStack("BertX", localStack.url(), site.moviesUrl());
    anna.deploy();
  }

  @AfterAll
  void leaveNothing() throws IOException {
    site.close();
    shop.close();
    localStack.close();
  }

  @Test
  @Order(1)
  void aDeploymentThatWasCutOffIsTakenUpAgain() throws IOException {
    cutOff(bert, "pagestream-resources-BertX");
    cutOff(bert, "pagestream-functions-BertX");

    bert.script("--pause", "--yes");
    assertThat(everything()).noneMatch(PAUSED).contains("movie-BertX");
    bert.resume();

    assertThat(bert.get("/health").json().path("status").asText()).isEqualTo("ok");
    assertThat(everything()).contains("data-processing-stream-BertX", "writer-BertX");
  }

  @Test
  @Order(2)
  void aScrapeNeedsTheKeyAndReadingDoesNotButForFailures() {
    site.show(0, ROWS);

    assertThat(anna.post("/scrap_movies", "", "").status()).isEqualTo(403);
    assertThat(anna.post("/scrap_movies", "", "wrong").status()).isEqualTo(403);
    assertThat(anna.get("/runs").status()).isEqualTo(200);
    assertThat(anna.get("/errors").status()).isEqualTo(403);
    assertThat(anna.all("/errors")).isEmpty();
    assertThat(anna.all("/runs")).isEmpty();
  }

  @Test
  @Order(3)
  void aPageBecomesTypedRecords() {
    JsonNode run = anna.settledRun();

    assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("settled");
    assertThat(run.path("stored").asInt()).isEqualTo(ROWS);
    assertThat(records(anna, "/movies")).isEqualTo(site.movieRecords());
  }

  @Test
  @Order(4)
  void theSamePageAgainIsUnchanged() {
    assertThat(anna.settledRun().path("status").asText()).isEqualTo("unchanged");
  }

  @Test
  @Order(5)
  void anothersStackKnowsNothingOfIt() {
    assertThat(bert.all("/movies")).isEmpty();
    assertThat(bert.all("/runs")).isEmpty();
  }

  @Test
  @Order(6)
  void anotherSourceWithTheSameIdsKeepsToItsOwnRecords() throws IOException {
    source("rated", "ratings", site.ratingsUrl());
    source("shop", "books", shop.url());
    told("scraper-anna", Map.of("SOURCES_DIR", sources.toString()));

    JsonNode run = anna.settledRunOf("rated");

    assertThat(run.path("source").asText()).as(run.toString()).isEqualTo("rated");
    assertThat(run.path("stored").asInt()).isEqualTo(ROWS);
    assertThat(records(anna, "/records/ratings")).isEqualTo(site.ratingRecords());
    assertThat(records(anna, "/movies")).isEqualTo(site.movieRecords());
    assertThat(anna.settledRun().path("status").asText()).isEqualTo("unchanged");
  }

  @Test
  @Order(7)
  void aSourceOfManyPagesIsFollowedToEach() {
    JsonNode run = anna.settledRunOf("shop");

    assertThat(run.at("/tasks/ended").asInt()).as(run.toString()).isEqualTo(BookSite.PAGES);
    assertThat(run.path("stored").asInt()).isEqualTo(BookSite.BOOKS);
    assertThat(records(anna, "/records/books")).isEqualTo(shop.records());
  }

  @Test
  @Order(8)
  void aPoisonRecordIsInTheErrorTable() {
    localStack.aws(
        "kinesis",
        "put-record",
        "--stream-name",
        "data-processing-stream-anna",
        "--partition-key",
        "1",
        "--data",
        "cG9pc29u");

    JsonNode failure =
        await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> anna.all("/errors?reason=BATCH_UNREADABLE"), found -> !found.isEmpty())
            .getFirst();
    assertThat(failure.path("stage").asText()).isEqualTo("processor");
  }

  @Test
  @Order(9)
  void aBatchThatNeverSucceedsComesThroughTheFailureDestination() throws IOException {
    site.show(1000, 1000 + ROWS);
    told("writer-anna", Map.of("MOVIES_TABLE_NAME", "no-such-table"));

    JsonNode run = anna.settledRun();

    assertThat(run.path("failed").asInt()).as(run.toString()).isEqualTo(ROWS);
    List<JsonNode> failures = anna.all("/errors?run=" + run.path("run").asText());
    assertThat(failures)
        .hasSize(ROWS)
        .allMatch(failure -> failure.path("reason").asText().equals("RETRIES_EXHAUSTED"))
        .allMatch(failure -> failure.path("stage").asText().equals("writer"));
  }

  @Test
  @Order(10)
  void oneFunctionsEnvironmentIsBroughtUpToDate() {
    anna.script(Map.of("LOG_LEVEL", "DEBUG"), "--function", "writer", "--config-only");

    assertThat(setting("writer-anna", "MOVIES_TABLE_NAME")).containsExactly("movie-anna");
    assertThat(setting("writer-anna", "LOG_LEVEL")).containsExactly("DEBUG");
    assertThat(setting("scraper-anna", "LOG_LEVEL")).containsExactly("INFO");
    JsonNode run = anna.settledRunOf("/errors/redrive?reason=RETRIES_EXHAUSTED", "");
    assertThat(run.path("kind").asText()).isEqualTo("redrive");
    assertThat(run.path("stored").asInt()).as(run.toString()).isEqualTo(ROWS);
    assertThat(anna.all("/errors?redrive=" + run.path("run").asText()))
        .hasSize(ROWS)
        .allMatch(failure -> failure.path("status").asText().equals("resolved"));
    assertThat(anna.settledRun().path("status").asText()).isEqualTo("unchanged");
  }

  @Test
  @Order(11)
  void oneFunctionsCodeIsBroughtUpToDate() throws IOException {
    String right = code("query-api-anna");
    Path other = Command.PROJECT.resolve("dead-letters/target/dead-letters.zip");
    localStack.aws(
        "lambda",
        "update-function-code",
        "--function-name",
        "query-api-anna",
        "--zip-file",
        "fileb://" + other);
    assertThat(code("query-api-anna")).isNotEqualTo(right);

    anna.script("--function", "query-api");

    assertThat(code("query-api-anna")).isEqualTo(right);
    assertThat(anna.get("/health").status()).isEqualTo(200);
  }

  /// CloudFormation would leave what was changed behind its back.
  @Test
  @Order(12)
  void deployedAgainOnlyWhatHasChangedChanges() {
    String quiet = "pagestream-functions-anna: nothing has changed";

    assertThat(anna.script())
        .contains("pagestream-resources-anna: nothing has changed", quiet)
        .contains("writer-anna: LOG_LEVEL", "scraper-anna: SOURCES_DIR");
    assertThat(setting("writer-anna", "LOG_LEVEL")).containsExactly("INFO");
    assertThat(anna.script(Map.of("LOG_LEVEL", "WARN")))
        .contains("LOG_LEVEL: INFO -> WARN")
        .doesNotContain(quiet);
    assertThat(setting("dead-letters-anna", "LOG_LEVEL")).containsExactly("WARN");
    assertThat(anna.all("/movies").size()).isEqualTo(2 * ROWS);
  }

  @Test
  @Order(13)
  void theReleaseBeforeIsBroughtBack() {
    assertThat(anna.script("--rollback")).contains("going back to the release of ");

    assertThat(setting("dead-letters-anna", "LOG_LEVEL")).containsExactly("INFO");
    assertThat(anna.settledRun().path("status").asText()).isEqualTo("unchanged");
  }

  /// An event source mapping that is made anew begins at the oldest record that its stream keeps. A
  /// run behind them has settled only when all of them have been read.
  @Test
  @Order(14)
  void whatIsReadAgainByNewFunctionsCountsOnce() {
    List<JsonNode> runs = anna.all("/runs");
    List<JsonNode> movies = anna.all("/movies");
    List<JsonNode> books = anna.all("/records/books");
    List<JsonNode> failures = anna.all("/errors");

    localStack.account("remove", "pagestream-functions-anna");
    anna.resume();
    site.show(2000, 2000 + ROWS);
    JsonNode run = anna.settledRun();

    assertThat(setting("dead-letters-anna", "LOG_LEVEL")).containsExactly("WARN");
    assertThat(run.path("stored").asInt()).as(run.toString()).isEqualTo(ROWS);
    assertThat(anna.all("/runs").stream().skip(1)).isEqualTo(runs);
    assertThat(anna.all("/movies")).hasSize(3 * ROWS).containsAll(movies);
    assertThat(anna.all("/records/books")).isEqualTo(books);
    assertThat(anna.all("/errors")).isEqualTo(failures);
  }

  @Test
  @Order(15)
  void aPausedStackComesBackWithItsData() {
    assertThat(bert.settledRun().path("stored").asInt()).isEqualTo(ROWS);
    List<JsonNode> movies = bert.all("/movies");

    bert.script("--pause");
    assertThat(everything()).noneMatch(PAUSED);
    bert.resume();

    assertThat(bert.all("/movies")).isEqualTo(movies);
    assertThat(bert.settledRun().path("status").asText()).isEqualTo("unchanged");
  }

  @Test
  @Order(16)
  void aStackIsRemovedAndTheOtherStaysWhole() {
    localStack.aws(
        "dynamodb", "update-table", "--table-name", "movie-anna", "--deletion-protection-enabled");

    anna.script("--remove", "--yes");

    assertThat(everything()).noneMatch(name -> name.contains("anna"));
    assertThat(records(bert, "/movies")).isEqualTo(site.movieRecords());
    assertThat(anna.script("--remove", "--yes"))
        .contains("nothing to remove: anna is not deployed in eu-west-2;");
  }

  @Test
  @Order(17)
  void whenAllAreRemovedNothingIsLeft() {
    bert.script("--remove", "--yes");

    assertThat(everything()).isEmpty();
  }

  private static void source(String name, String recipe, URI start) throws IOException {
    Files.writeString(
        sources.resolve(name + ".yml"), "{recipe: %s, start: '%s'}".formatted(recipe, start));
  }

  /// Kills the script, and what it runs, in the middle of a stack's deployment.
  private static void cutOff(DeployedStack stack, String inTheMiddleOf) throws IOException {
    Path output = Files.createTempFile("cut", ".log");
    Process process = stack.first().start(output);
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> Files.readString(output).contains("Deploying " + inTheMiddleOf));
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Files.delete(output);
  }

  /// Without the pipeline's own names, which begin with an underscore.
  private static List<JsonNode> records(DeployedStack stack, String path) {
    List<JsonNode> records = stack.all(path);
    records.forEach(record ->
        ((ObjectNode) record)
            .remove(
                record.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> name.startsWith("_"))
                    .toList()));
    return records;
  }

  /// Tells a function something else, behind the script's back.
  private void told(String function, Map<String, String> others) throws IOException {
    ObjectNode variables =
        (ObjectNode)
            MAPPER.readTree(
                String.join(
                    "",
                    localStack.aws(
                        "lambda",
                        "get-function-configuration",
                        "--function-name",
                        function,
                        "--query",
                        "Environment.Variables",
                        "--output",
                        "json")));
    others.forEach(variables::put);
    localStack.aws(
        "lambda",
        "update-function-configuration",
        "--function-name",
        function,
        "--environment",
        MAPPER.createObjectNode().set("Variables", variables).toString());
    localStack.aws("lambda", "wait", "function-updated", "--function-name", function);
  }

  private List<String> setting(String function, String variable) {
    return localStack.aws(
        "lambda",
        "get-function-configuration",
        "--function-name",
        function,
        "--query",
        "Environment.Variables." + variable);
  }

  private String code(String function) {
    localStack.aws("lambda", "wait", "function-updated", "--function-name", function);
    return localStack
        .aws(
            "lambda",
            "get-function-configuration",
            "--function-name",
            function,
            "--query",
            "CodeSha256")
        .getFirst();
  }

  /// The names of all that stacks make.
  private List<String> everything() {
    return Stream.of(
            List.of(
                "cloudformation",
                "list-stacks",
                "--query",
                "StackSummaries[?StackStatus!='DELETE_COMPLETE'].StackName"),
            List.of("lambda", "list-functions", "--query", "Functions[].FunctionName"),
            List.of(
                "lambda",
                "list-event-source-mappings",
                "--query",
                "EventSourceMappings[].FunctionArn"),
            List.of("apigateway", "get-rest-apis", "--query", "items[].name"),
            List.of("apigateway", "get-api-keys", "--query", "items[].name"),
            List.of("apigateway", "get-usage-plans", "--query", "items[].name"),
            List.of("dynamodb", "list-tables", "--query", "TableNames"),
            List.of("kinesis", "list-streams", "--query", "StreamNames"),
            List.of("s3api", "list-buckets", "--query", "Buckets[].Name"),
            List.of("sqs", "list-queues", "--query", "QueueUrls"),
            List.of("sns", "list-topics", "--query", "Topics[].TopicArn"),
            List.of("iam", "list-roles", "--query", "Roles[].RoleName"),
            List.of("ssm", "describe-parameters", "--query", "Parameters[].Name"),
            List.of("logs", "describe-log-groups", "--query", "logGroups[].logGroupName"),
            List.of(
                "scheduler",
                "list-schedule-groups",
                "--query",
                "ScheduleGroups[?Name!='default'].Name"),
            List.of("cloudwatch", "describe-alarms", "--query", "MetricAlarms[].AlarmName"))
        .flatMap(command -> localStack.aws(command.toArray(String[]::new)).stream())
        // All stacks of an account share the role.
        .filter(name -> !List.of("None", "pagestream-api-gateway-logs").contains(name))
        .toList();
  }
}
