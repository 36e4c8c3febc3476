package pagestream.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.templates.StackFixture.ENV;
import static pagestream.templates.StackFixture.PROJECT;
import static pagestream.templates.StackFixture.assertFault;
import static pagestream.templates.StackFixture.at;
import static pagestream.templates.StackFixture.function;
import static pagestream.templates.StackFixture.places;
import static pagestream.templates.StackFixture.real;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.emulator.gateway.Route;
import pagestream.emulator.mapping.StreamMappingSettings;
import pagestream.emulator.mapping.StreamMappingSettings.StartingPosition;
import pagestream.templates.Stack.FunctionSpec;
import pagestream.templates.Stack.StreamSpec;
import pagestream.templates.Stack.TableSpec;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

class StackTest {
  @TempDir private Path other;

  @Test
  void thereAreTwoStreams() {
    assertThat(real().streams())
        .containsExactly(
            new StreamSpec("data-processing-stream-x", 1),
            new StreamSpec("data-writing-stream-x", 1));
  }

  @Test
  void thereAreFourTablesOfWhichThreeExpire() {
    assertThat(real().tables())
        .extracting(table -> table.request().tableName() + " " + table.expires())
        .containsExactly("movie-x ", "error-x expires", "run-x expires", "host-x expires");
  }

  @Test
  void aTableIsMadeWithItsKeysAndIndexes() {
    TableSpec runs = real().tables().get(2);

    assertThat(runs.request().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(runs.request().keySchema())
        .extracting(KeySchemaElement::attributeName, KeySchemaElement::keyTypeAsString)
        .containsExactly(tuple("id", "HASH"), tuple("part", "RANGE"));
    assertThat(runs.request().attributeDefinitions())
        .extracting(AttributeDefinition::attributeName)
        .containsExactly("id", "part", "kind");
    assertThat(runs.request().globalSecondaryIndexes())
        .extracting(GlobalSecondaryIndex::indexName, index -> index.projection().projectionType())
        .containsExactly(tuple("newest", ProjectionType.KEYS_ONLY));
  }

  @Test
  void anIndexHoldsTheAttributesItIncludes() {
    GlobalSecondaryIndex byRun = real().tables().get(1).request().globalSecondaryIndexes().get(1);

    assertThat(byRun.indexName()).isEqualTo("byRun");
    assertThat(byRun.keySchema())
        .extracting(KeySchemaElement::attributeName, KeySchemaElement::keyTypeAsString)
        .containsExactly(tuple("run", "HASH"), tuple("order", "RANGE"));
    assertThat(byRun.projection().projectionType()).isEqualTo(ProjectionType.INCLUDE);
    assertThat(byRun.projection().nonKeyAttributes()).contains("stage", "origin", "kind");
  }

  @Test
  void recordsAreKeyedByTheirRecipeAndTheirIdAndHaveNoIndex() {
    TableSpec records = real().tables().getFirst();

    assertThat(records.request().keySchema())
        .extracting(KeySchemaElement::attributeName, KeySchemaElement::keyTypeAsString)
        .containsExactly(tuple("_partition", "HASH"), tuple("id", "RANGE"));
    assertThat(records.request().hasGlobalSecondaryIndexes()).isFalse();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  @Test
  void thereAreFiveFunctionsThatRequestsStreamsOrQueuesCall() {
    assertThat(real().functions())
        .extracting(FunctionSpec::key, FunctionSpec::name, FunctionSpec::handler)
        .containsExactly(
            tuple("scraper", "scraper-x", "pagestream.scraper.ScraperHandler::handleRequest"),
            tuple(
                "processor", "processor-x", "pagestream.processor.ProcessorHandler::handleRequest"),
            tuple("writer", "writer-x", "pagestream.writer.WriterHandler::handleRequest"),
            tuple(
                "dead-letters",
                "dead-letters-x",
                "pagestream.deadletters.DeadLettersHandler::handleRequest"),
            tuple("query-api", "query-api-x", "pagestream.query.QueryApiHandler::handleRequest"));
  }

  @Test
  void aFunctionIsToldItsOwnEnvironmentTheCommonOneAndItsSettings() {
    FunctionSpec scraper = function(real(), "scraper");

    assertThat(scraper.environment())
        .containsEntry("ERROR_TABLE_NAME", "error-x")
        .containsEntry("PROCESS_DATA_STREAM_NAME", "data-processing-stream-x")
        .containsEntry("SCRAP_URL", "https://example.org/$1")
        .containsEntry("MAX_PAGE_BYTES", "16777216")
        .containsEntry("LOG_LEVEL", "INFO")
        .doesNotContainKeys("MOVIES_TABLE_NAME", "url");
    assertThat(scraper.folder()).isEqualTo(PROJECT.resolve("scraper/target/scraper"));
    assertThat(scraper.memoryMegabytes()).isEqualTo(1024);
    assertThat(scraper.timeout()).isEqualTo(Duration.ofSeconds(29));
  }

  @Test
  void routesCallTheirFunctions() {
    Stack stack = real();

    assertThat(function(stack, "scraper").routes())
        .containsExactly(
            new Route("GET", "/scrap_movies", true),
            new Route("POST", "/scrap_movies", true),
            new Route("POST", "/scrapes", true),
            new Route("POST", "/runs/{id}/cancel", true),
            new Route("POST", "/errors/{id}/redrive", true),
            new Route("POST", "/errors/redrive", true));
    assertThat(function(stack, "query-api").routes())
        .extracting(Route::template)
        .startsWith("/movies", "/movies/{id}", "/records/{recipe}", "/records/{recipe}/{id}");
    assertThat(function(stack, "writer").routes()).isEmpty();
  }

  @Test
  void streamsCallTheirFunctionsByTheirSettings() {
    Stack stack = real();

    assertThat(function(stack, "processor").mappings())
        .containsExactly(
            new StreamMappingSettings(
                "data-processing-stream-x",
                StartingPosition.TRIM_HORIZON,
                20,
                0,
                true,
                true,
                5,
                82_800));
    assertThat(function(stack, "writer").mappings())
        .extracting(mapping -> ((StreamMappingSettings) mapping).stream())
        .containsExactly("data-writing-stream-x");
    assertThat(function(stack, "scraper").mappings())
        .noneMatch(StreamMappingSettings.class::isInstance);
    assertThat(function(stack, "query-api").mappings()).isEmpty();
  }

  @Test
  void aVariableTakesThePlaceOfItsDefault() {
    Map<String, String> env = new HashMap<>(ENV);
    env.putAll(Map.of("LOG_LEVEL", "DEBUG", "recipe", "imdb-chart"));

    assertThat(function(Stack.read(PROJECT, env), "scraper").environment())
        .containsEntry("LOG_LEVEL", "DEBUG")
        .containsEntry("RECIPE", "imdb-chart");
  }

  @Test
  void anEmptyVariableTakesItsDefault() {
    Map<String, String> env = new HashMap<>(ENV);
    env.put("LOG_LEVEL", "");

    assertThat(function(Stack.read(PROJECT, env), "scraper").environment())
        .containsEntry("LOG_LEVEL", "INFO");
  }

  @Test
  void anUnsetVariableIsNamedWhereverItIsNeeded() throws IOException {
    String[] mistakes = {
      at(PROJECT, "serverless.yml", "name: scraper-")
          + ": functions.scraper: expected the variable url to be set, found none",
      at(PROJECT, "serverless.yml", "name: query-api-")
          + ": functions.query-api: expected the variable url to be set, found none"
    };

    assertFault(PROJECT, Map.of("suffix", "x"), mistakes);
    assertFault(PROJECT, Map.of("suffix", "x", "url", " "), mistakes);
  }

  private Path changed(String file, String text, String replacement) throws IOException {
    return StackFixture.changed(other, file, text, replacement);
  }

  @Test
  void aMissingExportIsNamedWithThoseThereAre() throws IOException {
    Path project = changed("resources.yml", "KinesisDataWritingArn-${env:suffix}", "Another");

    assertFault(
        project,
        ENV,
        at(project, "serverless.yml", "Fn::ImportValue: KinesisDataWritingArn")
            + ": functions.writer.events.stream.arn.Fn::ImportValue: expected a stream's ARN that"
            + " resources.yml exports (KinesisDataProcessingArn-x, Another), found"
            + " \"KinesisDataWritingArn-x\"");
  }

  @Test
  void anOutputNeedsNoExport() throws IOException {
    Path project =
        changed(
            "resources.yml",
            "      Export: {Name: 'KinesisDataProcessingName-${env:suffix}'}\n",
            "");

    assertThat(Stack.read(project, ENV).functions()).hasSize(5);
  }

  @Test
  void aMissingNameIsNamed() throws IOException {
    Path project = changed("serverless/names.yml", "errorTable:", "failureTable:");

    assertFault(
        project,
        ENV,
        at(project, "resources.yml", "TableName: ${file(serverless/names.yml):errorTable}")
            + ": resources.Resources.ErrorTable.Properties.TableName:"
            + " expected a value of errorTable in serverless/names.yml, found none");
  }

  @Test
  void aMistakeInTheNamesIsNamedOnceAndThere() throws IOException {
    Path project =
        changed("serverless/names.yml", "errorTable: error-${env:suffix}", "errorTable:");

    assertFault(
        project,
        ENV,
        at(project, "serverless/names.yml", "errorTable:")
            + ": errorTable: expected a value, found none");
  }

  @Test
  void aMissingArtifactIsNamed() throws IOException {
    Path project =
        changed(
            "serverless.yml",
            "    package:\n      artifact: writer/target/writer.zip\n",
            "    package: # the writer's\n");

    assertFault(
        project,
        ENV,
        at(project, "serverless.yml", "# the writer's")
            + ": functions.writer.package.artifact: expected a value, found none");
  }

  @Test
  void everyNumberThatIsNoneIsNamed() throws IOException {
    Path project = changed("serverless.yml", "memorySize: 1024", "memorySize: much");
    Set<String> keys =
        new StackFile(PROJECT, "serverless.yml")
            .read(
                UnaryOperator.identity(), root -> root.section("functions").allMappings().keySet());
    List<String> functions = List.copyOf(keys);
    List<String> places = places(project, "serverless.yml", "memorySize: much");

    assertFault(
        project,
        ENV,
        IntStream.range(0, functions.size())
            .mapToObj(i ->
                places.get(i)
                    + ": functions.%s.memorySize: expected a whole number, found \"much\""
                        .formatted(functions.get(i)))
            .toArray(String[]::new));
  }

  @Test
  void aMappingsSettingOutOfItsRangeIsNamed() throws IOException {
    Path project = changed("serverless.yml", "batchSize: 20\n", "batchSize: 0\n");

    assertFaultOfMappings(
        project, "type: kinesis", ": BatchSize: expected a number from 1 to 10000, found 0");
  }

  @Test
  void aStartingPositionThatThereIsNotIsNamed() throws IOException {
    Path project = changed("serverless.yml", "TRIM_HORIZON", "AT_TIMESTAMP");

    assertFaultOfMappings(
        project,
        "AT_TIMESTAMP",
        ".startingPosition: StartingPosition:"
            + " expected one of [TRIM_HORIZON, LATEST], found AT_TIMESTAMP");
  }

  /// The same mistake in both event source mappings.
  private static void assertFaultOfMappings(Path project, String line, String mistake)
      throws IOException {
    List<String> places = places(project, "serverless.yml", line);
    assertThat(places).hasSize(2);
    assertFault(
        project,
        ENV,
        places.getFirst() + ": functions.processor.events.stream" + mistake,
        places.getLast() + ": functions.writer.events.stream" + mistake);
  }

  @Test
  void aRouteThatCannotBeIsNamed() throws IOException {
    Path project =
        changed("serverless.yml", "method: post, path: scrapes", "method: patch, path: scrapes");

    assertFault(
        project,
        ENV,
        at(project, "serverless.yml", "method: patch")
            + ": functions.scraper.events.http:"
            + " a route's method: expected GET, POST or ANY, found \"PATCH\"");
  }

  @Test
  void aRouteIsForOtherSitesWhereItSaysSo() throws IOException {
    Path project = changed("serverless.yml", "path: health, cors: true", "path: health");

    assertThat(function(Stack.read(project, ENV), "query-api").routes())
        .filteredOn(route -> !route.cors())
        .containsExactly(new Route("GET", "/health", false));
  }

  @Test
  void settingsOfCorsAreRefusedAsTheHostHasNone() throws IOException {
    Path project =
        changed("serverless.yml", "path: health, cors: true", "path: health, cors: {maxAge: 9}");

    assertFault(
        project,
        ENV,
        at(project, "serverless.yml", "maxAge")
            + ": functions.query-api.events.http.cors: expected true or false, found a mapping");
  }
}
