package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static pagestream.memory.PortSamples.id;
import static pagestream.memory.PortSamples.origin;
import static pagestream.memory.PortSamples.record;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.memory.PortSamples;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Records.Put;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class RecordTableIT extends WithTables {
  private RecordTable records;

  @BeforeEach
  void use() {
    records = made.records();
  }

  @Test
  void aNewRecordIsStoredWithWhereItCameFrom() {
    assertThat(records.put(origin(1), List.of(record(7, "tt1", "Jüri"))))
        .containsExactly(new Put.Stored());

    assertThat(records.find("movies", "tt1").orElseThrow())
        .containsOnly(
            Map.entry("id", "tt1"),
            Map.entry("primaryTitle", "Jüri"),
            Map.entry("isAdult", false),
            Map.entry("startYear", new BigDecimal("1994")),
            Map.entry("genres", List.of("Adventure", "Drama")),
            Map.entry("_recipe", "movies"),
            Map.entry("_recipeVersion", "version"),
            Map.entry("_source", "a-source"),
            Map.entry("_run", origin(1).run()),
            Map.entry("_task", origin(1).task()),
            Map.entry("_page", origin(1).page()),
            Map.entry("_position", new BigDecimal("7")),
            Map.entry("_hash", "hash of Jüri"),
            Map.entry("_url", "https://example.org/movies"),
            Map.entry("_scrapedAt", "2026-11-21T12:00:01Z"));
  }

  @Test
  void whatATableNeverTakesIsRefusedAndTheOthersAreStored() {
    TypedRecord huge = record(1, "tt2", "x".repeat(401 << 10));
    TypedRecord overflow =
        new TypedRecord(2, "tt3", "hash", Map.of("votes", new BigDecimal("1E+126")));
    TypedRecord keyless = record(3, "", "No key");

    List<Put> puts =
        records.put(
            origin(1),
            List.of(record(0, "tt1", "Good"), huge, overflow, keyless, record(4, "tt5", "Good")));

    assertThat(puts)
        .satisfiesExactly(
            put -> assertThat(put).isEqualTo(new Put.Stored()),
            put ->
                assertThat(put)
                    .asInstanceOf(type(Put.Rejected.class))
                    .extracting(rejected -> rejected.why().message())
                    .asString()
                    .contains("refused the item", "size"),
            put -> assertThat(put).isInstanceOf(Put.Rejected.class),
            put -> assertThat(put).isInstanceOf(Put.Rejected.class),
            put -> assertThat(put).isEqualTo(new Put.Stored()));
    assertThat(records.find("movies", "tt2")).isEmpty();
  }

  @Test
  void versionsOfNoKeysAskNothing() {
    RecordTable unreachable = made.through(new Unavailable(made.dynamo())).records();

    assertThat(unreachable.versions("movies", List.of())).isEmpty();
  }

  @Test
  void keysThatDynamoLeavesUnprocessedAreAskedForAgain() {
    records.put(origin(1), PortSamples.records(10));
    HalfProcessing dynamo = new HalfProcessing(made.dynamo());

    Map<String, Version> versions =
        made.through(dynamo)
            .records()
            .versions("movies", IntStream.range(0, 10).mapToObj(PortSamples::id).toList());

    assertThat(versions).hasSize(10);
    assertThat(dynamo.asked).containsExactly(10, 5);
  }

  private void putByHand(String id, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("_partition", AttributeValue.fromS("movies"));
    item.put("id", AttributeValue.fromS(id));
    made.dynamo().putItem(r -> r.tableName(made.recordTable()).item(item));
  }

  @Test
  void aRecordWrittenByHandIsListedAsItStandsAmongTheOthers() {
    records.put(origin(1), PortSamples.records(2));
    putByHand(
        "by hand",
        Map.of(
            "years", AttributeValue.fromNs(List.of("1994")),
            "genres", AttributeValue.fromSs(List.of("Drama")),
            "title", AttributeValue.fromNul(true)));

    assertThat(slice(List.of(), true, Optional.empty()).items())
        .hasSize(3)
        .first()
        .satisfies(item ->
            assertThat(item)
                .containsEntry("years", List.of(new BigDecimal("1994")))
                .containsEntry("genres", List.of("Drama"))
                .containsEntry("title", NullNode.instance));
    assertThat(records.find("movies", "by hand").orElseThrow()).containsKey("years");
  }

  @Test
  void aRecordWrittenByHandIsOlderThanAnyRow() {
    putByHand("tt1", Map.of("primaryTitle", AttributeValue.fromS("By hand")));
    putByHand("tt2", Map.of("_page", AttributeValue.fromN("7")));

    assertThat(records.versions("movies", List.of("tt1", "tt2")).values())
        .allMatch(version -> new Version(origin(1).page(), 0, "h").isNewerThan(version));
    assertThat(records.put(origin(1), List.of(record(0, "tt1", "A"), record(1, "tt2", "B"))))
        .containsOnly(new Put.Stored());
    assertThat(records.put(origin(1), List.of(record(0, "tt1", "A"))))
        .containsExactly(
            new Put.Outdated(new Version(origin(1).page(), 0, record(0, "tt1", "A").hash())));
  }

  @Test
  void aKeyThatIsANumberIsAskedForAsPeopleWriteIt() {
    BigDecimal key = new BigDecimal("1E-8");
    records.put(origin(1), List.of(new TypedRecord(0, TypedRecord.idOf(key), "h", Map.of())));

    assertThat(ids(List.of(new Filter.Equal("id", key)), true)).containsExactly("0.00000001");
  }

  @Test
  void aNumberOfAllDigitsThatATableKeepsIsFoundByIt() {
    BigDecimal nineteen = new BigDecimal("1234567890123456789");
    BigDecimal all = new BigDecimal("-" + "9".repeat(38));
    records.put(
        origin(1),
        List.of(
            new TypedRecord(0, "nineteen", "h", Map.of("votes", nineteen)),
            new TypedRecord(1, "all", "h", Map.of("votes", all))));

    assertThat(ids(List.of(new Filter.Equal("votes", nineteen)), true)).containsExactly("nineteen");
    assertThat(ids(List.of(new Filter.Equal("votes", all)), true)).containsExactly("all");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(records.find("movies", "tt404")).isEmpty();
  }

  @Test
  void whatCannotBeAKeyIsNotFoundEither() {
    assertThat(records.find("movies", "")).isEmpty();
    assertThat(records.find("movies", "ü".repeat(1025))).isEmpty();
    assertThat(records.find("", "tt1")).isEmpty();
    assertThat(records.find("x".repeat(2049), "tt1")).isEmpty();
  }

  @Test
  void aRecipesRecordsAreListedSliceBySlice() {
    records.put(origin(1), PortSamples.records(25));
    records.put(origin("other", 1), List.of(record(0, "another recipe's", "Other")));

    assertThat(ids(List.of(), true)).containsExactlyElementsOf(expected(25));
    assertThat(ids(List.of(), false)).containsExactlyElementsOf(expected(25).reversed());
  }

  @Test
  void theLastSliceSaysThatNothingFollows() {
    records.put(origin(1), PortSamples.records(14));

    Slice<Map<String, Object>> first = slice(List.of(), true, Optional.empty());
    assertThat(first.next()).isPresent();
    assertThat(slice(List.of(), true, first.next()).items()).hasSize(7);
    assertThat(slice(List.of(), true, first.next()).next()).isEmpty();
  }

  @Test
  void aSliceHoldsNoMoreThanOneAnswerCarries() throws IOException {
    String title = "\"".repeat(12 << 10);
    records.put(origin(1), IntStream.range(0, 150).mapToObj(i -> record(i, id(i), title)).toList());

    for (List<Filter> filters :
        List.of(List.<Filter>of(), List.<Filter>of(new Filter.Equal("isAdult", false)))) {
      List<String> ids = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Slice<Map<String, Object>> slice =
            records.slice("movies", filters, new SliceRequest(500, true, cursor));
        String answer = Json.MAPPER.writeValueAsString(slice.items());
        assertThat(Json.MAPPER.writeValueAsBytes(answer)).hasSizeBetween(1, 6_000_000);
        slice.items().forEach(item -> ids.add((String) item.get("id")));
        cursor = slice.next();
      } while (cursor.isPresent());
      assertThat(ids).containsExactlyElementsOf(expected(150));
    }
  }

  @Test
  void filtersPickAmongTheRecipesRecords() {
    records.put(origin(1), PortSamples.records(25));
    records.put(
        origin(1),
        List.of(
            new TypedRecord(
                30,
                "tt9",
                "h",
                Map.of(
                    "genres",
                    List.of("Sci-Fi", "Drama"),
                    "years",
                    List.of(new BigDecimal("1994"), new BigDecimal("2001"))))));

    assertThat(ids(List.of(new Filter.Equal("primaryTitle", "Movie 17")), true))
        .containsExactly(id(17));
    assertThat(ids(List.of(new Filter.Member("genres", "Drama")), true)).hasSize(26);
    assertThat(ids(List.of(new Filter.Member("genres", "Sci-Fi")), true)).containsExactly("tt9");
    assertThat(ids(List.of(new Filter.Member("years", new BigDecimal("2001.0"))), true))
        .containsExactly("tt9");
    assertThat(ids(List.of(new Filter.Member("years", "2001")), true)).isEmpty();
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
  void aFilterThatFewPassEndsASliceWhereMuchWasReadHoweverFewItemsThatAre() {
    records.put(origin(1), PortSamples.records(8));
    RecordTable large = made.through(new SmallAnswers(made.dynamo())).records();
    List<Filter> filters = List.of(new Filter.Equal("primaryTitle", "Movie 7"));
    SliceRequest first = new SliceRequest(500, true, Optional.empty());

    Slice<Map<String, Object>> none = large.slice("movies", filters, first);
    Slice<Map<String, Object>> found =
        large.slice("movies", filters, new SliceRequest(500, true, none.next()));

    assertThat(none.items()).isEmpty();
    assertThat(found.items()).hasSize(1);
    assertThat(found.next()).isEmpty();
  }

  @Test
  void aFilterOnAListFindsRecordsFromBeforeItWasOneByTheirWholeValue() {
    List<TypedRecord> authors =
        List.of(
            new TypedRecord(0, "old", "h", Map.of("author", "Ann")),
            new TypedRecord(1, "other", "h", Map.of("author", "Annabel")),
            new TypedRecord(2, "new", "h", Map.of("author", List.of("Bob", "Ann"))));
    records.put(origin(1), authors);

    assertThat(ids(List.of(new Filter.Member("author", "Ann")), true))
        .containsExactly("new", "old");
    assertThat(
            ids(
                List.of(new Filter.Member("author", "Ann"), new Filter.Member("author", "Bob")),
                true))
        .containsExactly("new");
  }

  @Test
  void theKeyIsAFilterToo() {
    records.put(origin(1), PortSamples.records(25));

    assertThat(ids(List.of(new Filter.Equal("id", id(4))), true)).containsExactly(id(4));
    assertThat(ids(List.of(new Filter.Equal("id", id(4)), new Filter.Equal("isAdult", true)), true))
        .isEmpty();
    assertThat(ids(List.of(new Filter.Equal("id", "")), true)).isEmpty();
    assertThat(ids(List.of(new Filter.Equal("id", "x".repeat(1025))), true)).isEmpty();
  }

  @Test
  void aCursorFitsOnlyTheQueryThatGaveIt() {
    records.put(origin(1), PortSamples.records(10));
    Optional<String> next = slice(List.of(), true, Optional.empty()).next();

    assertThat(next).isPresent();
    assertThatThrownBy(() -> slice(List.of(), false, next))
        .isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() -> slice(List.of(new Filter.Equal("isAdult", false)), true, next))
        .isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() -> records.slice("other", List.of(), new SliceRequest(7, true, next)))
        .isInstanceOf(InvalidCursorException.class);
    assertThat(slice(List.of(), true, next).items()).hasSize(3);
  }

  @Test
  void aForgedCursorIsRefused() {
    records.put(origin(1), PortSamples.records(10));
    String cursor = slice(List.of(), true, Optional.empty()).next().orElseThrow();
    String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);

    for (String forged :
        List.of(
            json.replace("\"movies\"", "\"other\""),
            json.replace(id(6), ""),
            json.replace("\"_partition\"", "\"partition\""),
            json.substring(1),
            "null",
            "")) {
      assertThatThrownBy(() -> slice(List.of(), true, Optional.of(base64(forged))))
          .as(forged)
          .isInstanceOf(InvalidCursorException.class)
          .hasMessageStartingWith("cursor: expected ");
    }
  }

  @Test
  void anUnreachableTableIsATransientError() throws IOException {
    try (DynamoDbClient nobody = Tables.client(closedPort()).build()) {
      RecordTable unreachable = made.through(nobody).records();

      assertThatThrownBy(() -> unreachable.versions("movies", List.of("tt1")))
          .isInstanceOf(TransientException.class)
          .hasMessageStartingWith("BatchGetItem failed: ");
      assertThatThrownBy(() -> unreachable.put(origin(1), PortSamples.records(20)))
          .isInstanceOf(TransientException.class)
          .hasMessageStartingWith("PutItem failed: ");
      assertThatThrownBy(() -> unreachable.find("movies", "tt1"))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() ->
              unreachable.slice("movies", List.of(), new SliceRequest(1, true, Optional.empty())))
          .isInstanceOf(TransientException.class);
    }
  }

  @Test
  void aTableThatIsNotThereIsATransientErrorAndNotARejection() {
    RecordTable missing = new RecordTable(made.dynamo(), "movie-nowhere");

    assertThatThrownBy(() -> missing.put(origin(1), PortSamples.records(1)))
        .isInstanceOf(TransientException.class);
  }

  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> expected(int count) {
    return IntStream.range(0, count).mapToObj(PortSamples::id).toList();
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private Slice<Map<String, Object>> slice(
      List<Filter> filters, boolean ascending, Optional<String> cursor) {
    return records.slice("movies", filters, new SliceRequest(7, ascending, cursor));
  }

  /// Of all slices, one after the other.
  private List<String> ids(List<Filter> filters, boolean ascending) {
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Slice<Map<String, Object>> slice = slice(filters, ascending, cursor);
      assertThat(slice.items()).hasSizeLessThanOrEqualTo(7);
      slice.items().forEach(item -> ids.add((String) item.get("id")));
      cursor = slice.next();
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
