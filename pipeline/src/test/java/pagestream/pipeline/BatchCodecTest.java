package pagestream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;

class BatchCodecTest {
  private static final String HEADER =
      """
      "version": 2, "kind": "rows", "origin": {"run": "01J", "source": "films",
      "recipe": "movies", "recipeVersion": "ab", "task": "c0ffee", "page": "01K",
      "url": "https://example.org/", "scrapedAt": "2026-11-21T10:15:00Z"}, "batch": 3, "rows": 5\
      """;

  private static final String GOOD =
      "{" + HEADER + ", \"entries\": [{\"position\": 0, \"fields\": {\"id\": \"tt1\"}}]}";
  private static final String GOOD_RECORD =
      """
      {"position": 0, "id": "tt1", "hash": "ff", "fields": {"id": "tt1"}}\
      """;

  @Test
  void rowsComeBackAsTheyWere() {
    Batch<Row> batch =
        Samples.batch(
            7,
            new Row(0, Map.of("title", "Jüri Rumm – \"õ\"\n\\ 🎬 \u0000", "empty", "")),
            new Row(4, Map.of()));

    assertThat(BatchCodec.ROWS.decode(BatchCodec.ROWS.encode(batch))).isEqualTo(Result.ok(batch));
  }

  @Test
  void recordsComeBackAsTheyWereWithEveryTypeOfValue() {
    Batch<TypedRecord> batch =
        records(
            Map.of(
                "id",
                "tt1",
                "isAdult",
                false,
                "startYear",
                new BigDecimal("1994"),
                "votes",
                new BigDecimal("123456789012345678901234567890"),
                "rating",
                new BigDecimal("9.3"),
                "genres",
                List.of("Õudus", "Drama"),
                "years",
                List.of(new BigDecimal("1994"), new BigDecimal("2001"))));

    assertThat(BatchCodec.RECORDS.decode(BatchCodec.RECORDS.encode(batch)))
        .isEqualTo(Result.ok(batch));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "-0.00000000000000000000000000000000000001",
        "99999999999999999999999999999999999.123",
        "1E+2",
        "0"
      })
  void decimalsStayExact(String number) {
    Batch<TypedRecord> batch = records(Map.of("n", new BigDecimal(number)));

    TypedRecord read =
        content(BatchCodec.RECORDS, BatchCodec.RECORDS.encode(batch)).entries().getFirst();

    assertThat((BigDecimal) read.fields().get("n")).isEqualByComparingTo(number);
  }

  @Test
  void writesTheDocumentedForm() throws IOException {
    Batch<Row> batch = Samples.batch(2, new Row(5, Map.of("id", "tt5", "tags", List.of("a", "b"))));

    assertThat(Json.MAPPER.readTree(BatchCodec.ROWS.json(batch)))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"version": 2, "kind": "rows",
                 "origin": {"run": "01JCZX8V3F0000000000000000", "source": "films",
                            "recipe": "movies", "recipeVersion": "0a1b2c3d4e5f",
                            "task": "c0ffee", "page": "01JCZX8V3G0000000000000000",
                            "url": "https://example.org/filme?ö=1",
                            "scrapedAt": "2026-11-21T10:15:00Z"},
                 "batch": 2, "rows": 1, "left": 1,
                 "entries": [{"position": 5, "fields": {"id": "tt5", "tags": ["a", "b"]}}]}
                """));
  }

  @Test
  void rowsWithListsAreReadAsTheyWereWritten() {
    Batch<Row> batch = Samples.batch(2, new Row(5, Map.of("tags", List.of("a"), "id", "tt5")));

    assertThat(BatchCodec.ROWS.decode(BatchCodec.ROWS.encode(batch))).isEqualTo(Result.ok(batch));
  }

  @Test
  void gzipsABatchThatGetsSmallerByIt() {
    Batch<Row> full = new Batch<>(Samples.ORIGIN, 0, 100, Samples.rows(100));

    assertThat(BatchCodec.ROWS.encode(full))
        .startsWith(0x1f, 0x8b)
        .hasSizeLessThan(BatchCodec.ROWS.json(full).length);
  }

  @Test
  void readsPlainAndGzippedJsonAlike() {
    assertThat(BatchCodec.ROWS.decode(GOOD.getBytes(UTF_8)))
        .isInstanceOf(Result.Ok.class)
        .isEqualTo(BatchCodec.ROWS.decode(Gzip.compress(GOOD.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Hello, this is a test.",
        "{",
        "null",
        "1",
        "\"text\"",
        "[]",
        "{}",
        "{\"version\": null}",
        "{\"version\": \"1\"}",
        "{\"version\": 1.5}",
        "{\"version\": 1}"
      })
  void whatIsNoBatchIsUnreadable(String json) {
    assertUnreadable(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "batch", "rows", "recipe", "recipeVersion", "url", "scrapedAt", "entries"})
  void aHeaderFieldThatIsMissingOrNullOrOfAnotherTypeIsNamed(String field) {
    assertThat(assertUnreadable(GOOD.replace("\"" + field + "\"", "\"x\""))).contains(field);
    assertThat(assertUnreadable(with(field, "null"))).contains(field);
    assertThat(assertUnreadable(with(field, "{}"))).contains(field);
  }

  @Test
  void anEmptyHeaderFieldIsAMissingOne() {
    assertThat(assertUnreadable(with("run", "\"\""))).contains("a text \"run\"");
  }

  @Test
  void aBatchNumberWithAFractionIsNone() {
    assertUnreadable(with("batch", "1.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-11-21", "2026-13-41T10:15:00Z"})
  void aTimeThatIsNoneIsUnreadable(String time) {
    assertUnreadable(with("scrapedAt", "\"" + time + "\""));
  }

  @Test
  void aLaterVersionIsToldFromABrokenBatch() {
    assertThat(BatchCodec.ROWS.decode(with("version", "3").getBytes(UTF_8)))
        .isEqualTo(
            Result.rejected(
                Reason.BATCH_VERSION, "expected a batch of version 2 at most, found one of 3"));
  }

  @Test
  void aVersionBeforeTheFirstIsUnreadable() {
    assertThat(assertUnreadable(with("version", "0"))).contains("a version from 1 on");
  }

  @Test
  void whatTheFirstVersionWroteIsReadAsOneOfAPagePerRun() {
    assertThat(content(BatchCodec.ROWS, written("rows-1.json")))
        .isEqualTo(
            new Batch<>(
                new Origin(
                    "01J",
                    "",
                    "movies",
                    "ab",
                    "",
                    "01J",
                    "https://example.org/",
                    Instant.parse("2026-11-21T10:15:00Z")),
                3,
                1,
                List.of(new Row(0, Map.of("id", "tt1")))));
  }

  @Test
  void whatTheVersionBeforeWroteIsReadPlainAndGzipped() {
    Batch<Row> rows =
        new Batch<>(
            Samples.ORIGIN, 2, 3, List.of(new Row(5, Map.of("id", "tt5", "tags", List.of("a")))));
    Batch<TypedRecord> records =
        new Batch<>(
            Samples.ORIGIN.again(
                "01JREDRIVE",
                "decaf",
                new Origin.Redriven("01JAGAIN", "01JCZX8V3F0000000000000000-c0ffee", true)),
            0,
            3,
            List.of(
                new TypedRecord(
                    5, "tt5", "ff", Map.of("id", "tt5", "year", new BigDecimal("1994")))));

    assertThat(content(BatchCodec.ROWS, written("rows-2.json"))).isEqualTo(rows);
    assertThat(content(BatchCodec.ROWS, Gzip.compress(written("rows-2.json")))).isEqualTo(rows);
    assertThat(content(BatchCodec.RECORDS, written("records-2.json"))).isEqualTo(records);
  }

  @Test
  void recordsAreNoRows() {
    byte[] records = BatchCodec.RECORDS.encode(records(Map.of("id", "tt1")));

    assertThat(BatchCodec.ROWS.decode(records))
        .isEqualTo(
            Result.rejected(
                Reason.BATCH_UNREADABLE, "expected a batch of rows, found kind \"records\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "\"\"",
        "[]",
        "{}",
        "{\"position\": 0}",
        "{\"fields\": {}}",
        "{\"position\": null, \"fields\": {}}",
        "{\"position\": \"first\", \"fields\": {}}",
        "{\"position\": 1.5, \"fields\": {}}",
        "{\"position\": 99999999999, \"fields\": {}}",
        "{\"position\": 0, \"fields\": null}",
        "{\"position\": 0, \"fields\": []}",
        "{\"position\": 0, \"fields\": {\"id\": {}}}",
        "{\"position\": 0, \"fields\": {\"id\": []}}",
        "{\"position\": 0, \"fields\": {\"id\": [1]}}",
        "{\"position\": 0, \"fields\": {}, \"more\": 1}"
      })
  void aRowOfAnotherShapeIsUnreadable(String entry) {
    assertUnreadable("{" + HEADER + ", \"entries\": [" + entry + "]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"position\": 0 | \"position\": null",
        "\"id\": \"tt1\", \"hash\" | \"hash\"",
        "\"hash\": \"ff\" | \"hash\": null",
        "\"fields\": {\"id\": \"tt1\"} | \"fields\": null",
        "\"fields\": {\"id\": \"tt1\"} | \"fields\": {\"id\": null}",
        "\"fields\": {\"id\": \"tt1\"} | \"fields\": {\"id\": {\"a\": 1}}",
        "\"fields\": {\"id\": \"tt1\"} | \"fields\": {\"id\": [null]}",
        "\"fields\": {\"id\": \"tt1\"} | \"fields\": {\"id\": [[1]]}"
      })
  void aRecordOfAnotherShapeIsUnreadable(String good, String bad) {
    String batch =
        "{"
            + HEADER.replace("\"kind\": \"rows\"", "\"kind\": \"records\"")
            + ", \"entries\": ["
            + GOOD_RECORD
            + "]}";
    assertThat(BatchCodec.RECORDS.decode(batch.getBytes(UTF_8))).isInstanceOf(Result.Ok.class);

    String broken = batch.replace(good, bad);

    assertThat(broken).isNotEqualTo(batch);
    assertThat(rejection(BatchCodec.RECORDS, broken.getBytes(UTF_8)).reason())
        .isEqualTo(Reason.BATCH_UNREADABLE);
  }

  @Test
  void anythingAfterTheBatchMakesItUnreadable() {
    assertUnreadable(GOOD + " x");
    assertUnreadable(GOOD + GOOD);
  }

  @Test
  void anArchiveThatBreaksOffIsUnreadable() {
    byte[] compressed = Gzip.compress(GOOD.getBytes(UTF_8));

    for (int length = 0; length < compressed.length; length++) {
      assertThat(rejection(BatchCodec.ROWS, Arrays.copyOf(compressed, length)).reason())
          .isEqualTo(Reason.BATCH_UNREADABLE);
    }
  }

  @Test
  void anArchiveThatExplodesIsRefused() {
    byte[] bomb = Gzip.compress(new byte[BatchCodec.MAX_DECOMPRESSED_BYTES + 1]);

    assertThat(rejection(BatchCodec.ROWS, bomb).reason()).isEqualTo(Reason.BATCH_TOO_LARGE);
  }

  @Test
  void deeplyNestedJsonIsUnreadable() {
    assertUnreadable("[".repeat(100_000));
    assertUnreadable(with("entries", "[".repeat(900) + "]".repeat(900)));
  }

  @Test
  void whateverHappensToItsBytesReadingNeverThrows() {
    Random random = new Random(1);
    byte[] json = GOOD.getBytes(UTF_8);
    byte[] compressed =
        BatchCodec.ROWS.encode(new Batch<>(Samples.ORIGIN, 0, 30, Samples.rows(30)));
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = (i % 2 == 0 ? json : compressed).clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();

      assertThatCode(() -> BatchCodec.ROWS.decode(bytes)).doesNotThrowAnyException();
      assertThatCode(() -> BatchEnvelope.of(bytes)).doesNotThrowAnyException();
    }
  }

  /// What an earlier version has written.
  private static byte[] written(String name) {
    try (InputStream json = BatchCodecTest.class.getResourceAsStream(name)) {
      return json.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Batch<TypedRecord> records(Map<String, Object> fields) {
    return new Batch<>(Samples.ORIGIN, 1, 1, List.of(new TypedRecord(3, "tt1", "ff", fields)));
  }

  /// The good batch with another value, as JSON, for a header field.
  private static String with(String field, String value) {
    return GOOD.replaceFirst(
        "\"" + field + "\": (\"[^\"]*\"|\\d+|\\[.*])", "\"" + field + "\": " + value);
  }

  private static String assertUnreadable(String json) {
    Rejection why = rejection(BatchCodec.ROWS, json.getBytes(UTF_8));
    assertThat(why.reason()).isEqualTo(Reason.BATCH_UNREADABLE);
    assertThat(why.message()).matches("expected .+, found .+");
    return why.message();
  }

  private static <E extends Entry> Rejection rejection(BatchCodec<E> codec, byte[] bytes) {
    return switch (codec.decode(bytes)) {
      case Result.Rejected<Batch<E>>(Rejection why) -> why;
      case Result.Ok<Batch<E>>(Batch<E> batch) -> throw new AssertionError("was read: " + batch);
    };
  }

  private static <E extends Entry> Batch<E> content(BatchCodec<E> codec, byte[] bytes) {
    return switch (codec.decode(bytes)) {
      case Result.Ok<Batch<E>>(Batch<E> batch) -> batch;
      case Result.Rejected<Batch<E>>(Rejection why) -> throw new AssertionError(why);
    };
  }

  /// What is kept of it would have a key that no table takes.
  @Test
  void aBatchOfARunThatCannotBeAKeyIsRejectedAndNobodys() {
    byte[] foreign = GOOD.replace("01J", "x".repeat(3_000)).getBytes(UTF_8);

    assertThat(BatchCodec.ROWS.decode(foreign))
        .isEqualTo(
            Result.rejected(
                Reason.BATCH_UNREADABLE,
                "expected a text \"run\" of at most 200 bytes, found one of 3000"));
    assertThat(BatchEnvelope.of(foreign)).isEmpty();
  }
}
