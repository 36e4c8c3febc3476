package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static pagestream.aws.TableSamples.id;
import static pagestream.aws.TableSamples.record;
import static pagestream.aws.TableSamples.run;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.pipeline.Filter;
import pagestream.pipeline.PassingFaultException;
import pagestream.pipeline.Records.Put;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class RecordTableIT extends WithTables {
  private RecordTable records;

  @BeforeEach
  void use() {
    records = made.records();
  }

  private Put put(int run, TypedRecord record) {
    return records.put(run(run), List.of(record)).getFirst();
  }

  private Object title() {
    return records.find("tt1").orElseThrow().get("primaryTitle");
  }

  @Test
  void aNewRecordIsStoredWithWhereItCameFrom() {
    assertThat(put(1, record(7, "tt1", "Jüri"))).isEqualTo(new Put.Stored());

    assertThat(records.find("tt1").orElseThrow())
        .containsOnly(
            Map.entry("id", "tt1"),
            Map.entry("primaryTitle", "Jüri"),
            Map.entry("isAdult", false),
            Map.entry("startYear", new BigDecimal("1994")),
            Map.entry("genres", List.of("Adventure", "Drama")),
            Map.entry("_recipe", "movies"),
            Map.entry("_run", run(1).run()),
            Map.entry("_position", new BigDecimal("7")),
            Map.entry("_hash", "hash of Jüri"),
            Map.entry("_url", "https://example.org/movies"),
            Map.entry("_scrapedAt", "2026-11-21T12:00:01Z"));
  }

  @Test
  void aNewerRunReplacesARecordWholly() {
    put(1, record(0, "tt1", "Old"));

    assertThat(put(2, new TypedRecord(0, "tt1", "new", Map.of("primaryTitle", "New"))))
        .isEqualTo(new Put.Stored());
    assertThat(title()).isEqualTo("New");
    assertThat(records.find("tt1").orElseThrow()).doesNotContainKey("startYear");
  }

  @Test
  void anOlderRunIsOutdatedAndToldWhatIsStored() {
    put(2, record(5, "tt1", "New"));

    assertThat(put(1, record(9, "tt1", "Old")))
        .isEqualTo(new Put.Outdated(new Version(run(2).run(), 5, "hash of New")));
    assertThat(title()).isEqualTo("New");
  }

  @Test
  void aRowFurtherDownTheSamePageReplacesTheOneAbove() {
    put(1, record(5, "tt1", "Above"));

    assertThat(put(1, record(10, "tt1", "Below"))).isEqualTo(new Put.Stored());
    assertThat(title()).isEqualTo("Below");
  }

  @Test
  void aRowFurtherUpTheSamePageIsOutdated() {
    put(1, record(10, "tt1", "Below"));

    assertThat(put(1, record(5, "tt1", "Above")))
        .isEqualTo(new Put.Outdated(new Version(run(1).run(), 10, "hash of Below")));
    assertThat(title()).isEqualTo("Below");
  }

  @Test
  void theSameRowDeliveredAgainIsOutdatedByItself() {
    put(1, record(5, "tt1", "Same"));

    assertThat(put(1, record(5, "tt1", "Same")))
        .isEqualTo(new Put.Outdated(new Version(run(1).run(), 5, "hash of Same")));
  }

  @Test
  void whatATableNeverTakesIsRefusedAndTheOthersAreStored() {
    TypedRecord huge = record(1, "tt2", "x".repeat(401 << 10));
    TypedRecord overflow =
        new TypedRecord(2, "tt3", "hash", Map.of("votes", new BigDecimal("1E+126")));
    TypedRecord keyless = record(3, "", "No key");

    List<Put> puts =
        records.put(
            run(1),
            List.of(record(0, "tt1", "Good"), huge, overflow, keyless, record(4, "tt5", "Good")));

    assertThat(puts)
        .satisfiesExactly(
            put -> assertThat(put).isEqualTo(new Put.Stored()),
            put ->
                assertThat(put)
                    .asInstanceOf(type(Put.Refused.class))
                    .extracting(Put.Refused::message)
                    .asString()
                    .contains("refused the item", "size"),
            put -> assertThat(put).isInstanceOf(Put.Refused.class),
            put -> assertThat(put).isInstanceOf(Put.Refused.class),
            put -> assertThat(put).isEqualTo(new Put.Stored()));
    assertThat(records.find("tt2")).isEmpty();
  }

  @Test
  void recordsAreAnsweredInTheirOrder() {
    put(2, record(0, id(3), "Newer"));

    List<Put> puts = new ArrayList<>(records.put(run(1), TableSamples.records(40)));

    assertThat(puts).hasSize(40);
    assertThat(puts.remove(3)).isInstanceOf(Put.Outdated.class);
    assertThat(puts).containsOnly(new Put.Stored());
  }

  @Test
  void versionsOfMoreThanAHundredKeysAreFound() {
    records.put(run(1), TableSamples.records(230));

    Map<String, Version> versions =
        records.versions(
            Stream.of(
                    IntStream.range(0, 250).mapToObj(TableSamples::id),
                    IntStream.range(0, 30).mapToObj(TableSamples::id))
                .flatMap(ids -> ids)
                .toList());

    assertThat(versions).hasSize(230).doesNotContainKey(id(230));
    assertThat(versions.get(id(101)))
        .isEqualTo(new Version(run(1).run(), 101, "hash of Movie 101"));
  }

  @Test
  void versionsOfNoKeysAskNothing() {
    RecordTable unreachable = made.through(new Unavailable(made.dynamo())).records();

    assertThat(unreachable.versions(List.of())).isEmpty();
  }

  @Test
  void keysThatDynamoLeavesUnprocessedAreAskedForAgain() {
    records.put(run(1), TableSamples.records(10));
    HalfProcessing dynamo = new HalfProcessing(made.dynamo());

    Map<String, Version> versions =
        made.through(dynamo)
            .records()
            .versions(IntStream.range(0, 10).mapToObj(TableSamples::id).toList());

    assertThat(versions).hasSize(10);
    assertThat(dynamo.asked).containsExactly(10, 5);
  }

  @Test
  void onlyNewerRunsOfTheSameRecipeCover() {
    made.runs().add(TableSamples.unchanged(run(1), 0, List.of("older")));
    made.runs().add(TableSamples.unchanged(run(2), 0, List.of("same run")));
    made.runs()
        .add(TableSamples.unchanged(run(3), 0, List.of("newer", "newer too", "not asked for")));
    made.runs().add(TableSamples.unchanged(run(4), 7, List.of("newest")));
    made.runs().add(TableSamples.unchanged(run("other", 5), 0, List.of("another recipe's")));
    made.runs().add(TableSamples.stored(run(6), 0, 1));

    assertThat(
            records.untouchedSince(
                run(2),
                List.of("older", "same run", "newer", "newer too", "newest", "another recipe's")))
        .containsExactlyInAnyOrder("newer", "newer too", "newest");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(records.find("tt404")).isEmpty();
  }

  @Test
  void whatCannotBeAKeyIsNotFoundEither() {
    assertThat(records.find("")).isEmpty();
    assertThat(records.find("ü".repeat(1025))).isEmpty();
  }

  @Test
  void aRecipesRecordsAreListedPageByPage() {
    records.put(run(1), TableSamples.records(25));
    records.put(run("other", 1), List.of(record(0, "another recipe's", "Other")));

    assertThat(ids(List.of(), true)).containsExactlyElementsOf(expected(25));
    assertThat(ids(List.of(), false)).containsExactlyElementsOf(expected(25).reversed());
  }

  @Test
  void theLastPageSaysThatNothingFollows() {
    records.put(run(1), TableSamples.records(14));

    Page<Map<String, Object>> first = page(List.of(), true, Optional.empty());
    assertThat(first.next()).isPresent();
    assertThat(page(List.of(), true, first.next()).items()).hasSize(7);
    assertThat(page(List.of(), true, first.next()).next()).isEmpty();
  }

  @Test
  void aPageHoldsNoMoreThanOneAnswerCarries() throws IOException {
    String title = "\"".repeat(12 << 10);
    records.put(run(1), IntStream.range(0, 150).mapToObj(i -> record(i, id(i), title)).toList());

    for (List<Filter> filters :
        List.of(List.<Filter>of(), List.<Filter>of(new Filter.Equal("isAdult", false)))) {
      List<String> ids = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Page<Map<String, Object>> page =
            records.page("movies", filters, new PageRequest(500, true, cursor));
        String answer = Json.MAPPER.writeValueAsString(page.items());
        assertThat(Json.MAPPER.writeValueAsBytes(answer)).hasSizeBetween(1, 6_000_000);
        page.items().forEach(item -> ids.add((String) item.get("id")));
        cursor = page.next();
      } while (cursor.isPresent());
      assertThat(ids).containsExactlyElementsOf(expected(150));
    }
  }

  @Test
  void filtersPickAmongTheRecipesRecords() {
    records.put(run(1), TableSamples.records(25));
    records.put(
        run(1),
        List.of(new TypedRecord(30, "tt9", "h", Map.of("genres", List.of("Sci-Fi", "Drama")))));

    assertThat(ids(List.of(new Filter.Equal("primaryTitle", "Movie 17")), true))
        .containsExactly(id(17));
    assertThat(ids(List.of(new Filter.Member("genres", "Drama")), true)).hasSize(26);
    assertThat(ids(List.of(new Filter.Member("genres", "Sci-Fi")), true)).containsExactly("tt9");
    assertThat(ids(List.of(new Filter.Equal("startYear", new BigDecimal("1994.0"))), true))
        .hasSize(25);
    assertThat(
            ids(
                List.of(
                    new Filter.Equal("isAdult", false),
                    new Filter.Equal("primaryTitle", "Movie 3")),
                false))
        .containsExactly(id(3));
    assertThat(ids(List.of(new Filter.Equal("primaryTitle", "")), true)).isEmpty();
  }

  @Test
  void theKeyIsAFilterToo() {
    records.put(run(1), TableSamples.records(25));

    assertThat(ids(List.of(new Filter.Equal("id", id(4))), true)).containsExactly(id(4));
    assertThat(ids(List.of(new Filter.Equal("id", id(4)), new Filter.Equal("isAdult", true)), true))
        .isEmpty();
    assertThat(ids(List.of(new Filter.Equal("id", "")), true)).isEmpty();
    assertThat(ids(List.of(new Filter.Equal("id", "x".repeat(1025))), true)).isEmpty();
  }

  @Test
  void aCursorFitsOnlyTheQueryThatGaveIt() {
    records.put(run(1), TableSamples.records(10));
    Optional<String> next = page(List.of(), true, Optional.empty()).next();

    assertThat(next).isPresent();
    assertThatThrownBy(() -> page(List.of(), false, next))
        .isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() -> page(List.of(new Filter.Equal("isAdult", false)), true, next))
        .isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() -> records.page("other", List.of(), new PageRequest(7, true, next)))
        .isInstanceOf(InvalidCursorException.class);
    assertThat(page(List.of(), true, next).items()).hasSize(3);
  }

  @Test
  void aForgedCursorIsRefused() {
    records.put(run(1), TableSamples.records(10));
    String cursor = page(List.of(), true, Optional.empty()).next().orElseThrow();
    String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);

    for (String forged :
        List.of(
            json.replace("\"movies\"", "\"other\""),
            json.replace(id(6), ""),
            json.replace("\"_recipe\"", "\"recipe\""),
            json.substring(1),
            "null",
            "")) {
      assertThatThrownBy(() -> page(List.of(), true, Optional.of(base64(forged))))
          .as(forged)
          .isInstanceOf(InvalidCursorException.class)
          .hasMessageStartingWith("cursor: expected ");
    }
  }

  @Test
  void anUnreachableTableIsAPassingFault() throws IOException {
    try (DynamoDbClient nobody = Tables.client(closedPort()).build()) {
      RecordTable unreachable = made.through(nobody).records();

      assertThatThrownBy(() -> unreachable.versions(List.of("tt1")))
          .isInstanceOf(PassingFaultException.class)
          .hasMessageStartingWith("BatchGetItem failed: ");
      assertThatThrownBy(() -> unreachable.put(run(1), TableSamples.records(20)))
          .isInstanceOf(PassingFaultException.class)
          .hasMessageStartingWith("PutItem failed: ");
      assertThatThrownBy(() -> unreachable.untouchedSince(run(1), List.of("tt1")))
          .isInstanceOf(PassingFaultException.class);
      assertThatThrownBy(() -> unreachable.find("tt1")).isInstanceOf(PassingFaultException.class);
      assertThatThrownBy(() ->
              unreachable.page("movies", List.of(), new PageRequest(1, true, Optional.empty())))
          .isInstanceOf(PassingFaultException.class);
    }
  }

  @Test
  void aTableThatIsNotThereIsAPassingFaultAndNotARefusal() {
    RecordTable missing = new RecordTable(made.dynamo(), "movie-nowhere", made.runs());

    assertThatThrownBy(() -> missing.put(run(1), TableSamples.records(1)))
        .isInstanceOf(PassingFaultException.class);
  }

  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> expected(int count) {
    return IntStream.range(0, count).mapToObj(TableSamples::id).toList();
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private Page<Map<String, Object>> page(
      List<Filter> filters, boolean ascending, Optional<String> cursor) {
    return records.page("movies", filters, new PageRequest(7, ascending, cursor));
  }

  /// Of all pages, one after the other.
  private List<String> ids(List<Filter> filters, boolean ascending) {
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Map<String, Object>> page = page(filters, ascending, cursor);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(7);
      page.items().forEach(item -> ids.add((String) item.get("id")));
      cursor = page.next();
    } while (cursor.isPresent());
    return ids;
  }

  /// Leaves half of the first request's keys unprocessed, as DynamoDB does when it is throttled.
  private static final class HalfProcessing extends Delegate {
    private final List<Integer> asked = new ArrayList<>();

    HalfProcessing(DynamoDbClient delegate) {
      super(delegate);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      String table = request.requestItems().keySet().iterator().next();
      KeysAndAttributes all = request.requestItems().get(table);
      int size = all.keys().size();
      asked.add(size);
      if (asked.size() > 1) {
        return super.batchGetItem(request);
      }
      KeysAndAttributes now = all.toBuilder().keys(all.keys().subList(0, size / 2)).build();
      KeysAndAttributes later = all.toBuilder().keys(all.keys().subList(size / 2, size)).build();
      return super.batchGetItem(request.toBuilder().requestItems(Map.of(table, now)).build())
          .toBuilder()
          .unprocessedKeys(Map.of(table, later))
          .build();
    }
  }

  private static final class Unavailable extends Delegate {
    Unavailable(DynamoDbClient delegate) {
      super(delegate);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      throw new AssertionError("expected no request, found " + request);
    }
  }
}
