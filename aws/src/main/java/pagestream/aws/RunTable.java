package pagestream.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunSummary;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// The runs' table: under a run's id the part `head`, and a part `outcome#STAGE#BATCH` for each
/// batch that ended at a stage. The index `newest` lists the heads; the index `untouched` lists the
/// outcomes with records that were found unchanged, by recipe and run.
public final class RunTable implements Runs {
  private static final String HEAD = "head";
  private static final String OUTCOME = "outcome#";

  /// Counted from the scrape, so that a run goes whole.
  private static final Duration KEPT = Duration.ofDays(400);

  private final DynamoDbClient dynamo;
  private final String table;

  public RunTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public void begin(RunHead head) {
    Calls.putOnce(
        dynamo,
        table,
        item(head.origin())
            .with("part", HEAD)
            .with("kind", "run")
            .with("startedAt", head.startedAt().toString())
            .with("fetchMillis", head.fetchMillis())
            .with("found", head.found())
            .with("error", head.error()));
  }

  @Override
  public void add(Outcome outcome) {
    Attributes attributes =
        item(outcome.origin())
            .with("part", part(outcome))
            .with("stage", outcome.stage().label())
            .with("batch", outcome.batch())
            .with("stored", outcome.stored())
            .with("unchanged", outcome.unchanged())
            .with("stale", outcome.stale())
            .with("failed", outcome.failed())
            .with("at", outcome.at().toString());
    if (!outcome.untouched().isEmpty()) {
      attributes
          .with("untouchedRecipe", outcome.origin().recipe())
          .with("untouched", outcome.untouched());
    }
    Calls.putOnce(dynamo, table, attributes);
  }

  private static Attributes item(Origin origin) {
    return Origins.write(new Attributes(), "id", origin)
        .with("expires", origin.scrapedAt().plus(KEPT).getEpochSecond());
  }

  private static String part(Outcome outcome) {
    return String.format(
        Locale.ROOT, "%s%s#%05d", OUTCOME, outcome.stage().label(), outcome.batch());
  }

  /// Keys that runs newer than this one, of the same recipe, found unchanged.
  Set<String> untouchedSince(Origin origin) {
    Set<String> untouched = new HashSet<>();
    for (Map<String, AttributeValue> item :
        queryAll(
            QueryRequest.builder()
                .tableName(table)
                .indexName("untouched")
                .keyConditionExpression("untouchedRecipe = :recipe AND id > :run")
                .expressionAttributeValues(
                    Map.of(
                        ":recipe", AttributeValue.fromS(origin.recipe()),
                        ":run", AttributeValue.fromS(origin.run())))
                .build())) {
      untouched.addAll(Attributes.texts(item, "untouched"));
    }
    return untouched;
  }

  public Optional<RunSummary> find(String run) {
    if (!Keys.canBePartition(run)) {
      return Optional.empty();
    }
    List<Map<String, AttributeValue>> parts =
        queryAll(
            QueryRequest.builder()
                .tableName(table)
                .consistentRead(true) // its head was written a moment ago
                .keyConditionExpression("id = :run")
                .expressionAttributeValues(Map.of(":run", AttributeValue.fromS(run)))
                .build());
    return parts.stream()
        .filter(part -> Attributes.text(part, "part").equals(HEAD))
        .findAny()
        .map(head -> RunSummary.of(head(head), outcomes(parts)));
  }

  /// Newest first, unless the request says otherwise.
  public Page<RunSummary> page(PageRequest request) {
    Page<Map<String, AttributeValue>> heads =
        new IndexQuery(
                dynamo,
                table,
                "newest",
                List.of("kind", "id", "part"),
                new Filter.Equal("kind", "run"))
            .page(request);
    List<Optional<RunSummary>> runs =
        Parallel.map(heads.items(), head -> find(Attributes.text(head, "id")));
    return new Page<>(runs.stream().flatMap(Optional::stream).toList(), heads.next());
  }

  private static RunHead head(Map<String, AttributeValue> item) {
    return new RunHead(
        Origins.read(item, "id"),
        Instant.parse(Attributes.text(item, "startedAt")),
        Attributes.longNumber(item, "fetchMillis"),
        Attributes.number(item, "found"),
        Attributes.optionalText(item, "error").orElse(null));
  }

  private static List<Outcome> outcomes(List<Map<String, AttributeValue>> parts) {
    return parts.stream()
        .filter(part -> Attributes.text(part, "part").startsWith(OUTCOME))
        .map(RunTable::outcome)
        .toList();
  }

  private static Outcome outcome(Map<String, AttributeValue> item) {
    return new Outcome(
        Origins.read(item, "id"),
        Stage.of(Attributes.text(item, "stage")),
        Attributes.number(item, "batch"),
        Attributes.number(item, "stored"),
        Attributes.number(item, "unchanged"),
        Attributes.number(item, "stale"),
        Attributes.number(item, "failed"),
        List.of(),
        Instant.parse(Attributes.text(item, "at")));
  }

  private List<Map<String, AttributeValue>> queryAll(QueryRequest request) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryRequest.Builder next = request.toBuilder();
      if (!from.isEmpty()) {
        next.exclusiveStartKey(from);
      }
      QueryResponse response = Calls.passing("Query", () -> dynamo.query(next.build()));
      items.addAll(response.items());
      from = response.lastEvaluatedKey();
    } while (!from.isEmpty());
    return items;
  }
}
