package pagestream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Gzip;

class BatchEnvelopeTest {
  private static final BatchEnvelope ENVELOPE = new BatchEnvelope(Samples.ORIGIN, 3, 5, 2);
  private static final Batch<Row> BATCH = ENVELOPE.batch().with(Samples.rows(2));

  private static final String JSON = new String(BatchCodec.ROWS.json(BATCH), UTF_8);

  private static void assertIsLeftOf(String json) {
    assertThat(BatchEnvelope.of(json.getBytes(UTF_8))).contains(ENVELOPE);
    assertThat(BatchEnvelope.of(Gzip.compress(json.getBytes(UTF_8)))).contains(ENVELOPE);
  }

  @Test
  void itIsLeftOfABatchWhateverItsEntriesAre() {
    assertIsLeftOf(JSON);
    assertIsLeftOf(JSON.replaceFirst("\"entries\":.*", "\"entries\":[1]}"));
    assertIsLeftOf(JSON.replaceFirst("\"entries\":.*", "\"entries\":\"written otherwise\"}"));
  }

  @Test
  void itIsLeftOfALaterVersionThatSaysMore() {
    assertIsLeftOf(JSON.replace("\"version\":2", "\"version\":9"));
    assertIsLeftOf(JSON.replace("\"batch\":", "\"more\":{\"a\":[{}]},\"batch\":"));
    assertIsLeftOf(JSON.replace("\"run\":", "\"more\":{\"a\":[{}]},\"run\":"));
  }

  @Test
  void itIsLeftOfWhatBreaksOffOrIsBrokenAmongTheEntries() {
    for (int end = JSON.indexOf("\"entries\":[") + "\"entries\":[".length();
        end < JSON.length();
        end++) {
      assertIsLeftOf(JSON.substring(0, end));
      assertIsLeftOf(JSON.substring(0, end) + "\u0000");
    }
    assertIsLeftOf(JSON + JSON);
  }

  @Test
  void itIsLeftOfAnArchiveThatBreaksOffOrExplodes() {
    byte[] compressed =
        BatchCodec.ROWS.encode(new Batch<>(Samples.ORIGIN, 3, 100, Samples.rows(100)));
    byte[] bomb =
        Gzip.compress((JSON + " ".repeat(BatchCodec.MAX_DECOMPRESSED_BYTES)).getBytes(UTF_8));

    assertThat(BatchEnvelope.of(Arrays.copyOf(compressed, compressed.length - 1)))
        .contains(new BatchEnvelope(Samples.ORIGIN, 3, 100, 100));
    assertThat(BatchEnvelope.of(bomb)).contains(ENVELOPE);
  }

  @Test
  void ofTheVersionsBeforeItSaysTheSame() {
    String withoutLeft = JSON.replace("\"left\":2,", "");
    String first =
        """
        {"version": 1, "kind": "rows", "run": "01J", "batch": 3, "recipe": "movies",
         "recipeVersion": "ab", "url": "https://example.org/", "scrapedAt": "2026-11-21T10:15:00Z",
         "entries": [{"position": 0, "fields": {"id": "tt1"}}, {"position": 1}]}
        """;

    assertThat(BatchEnvelope.of(withoutLeft.getBytes(UTF_8)))
        .contains(new BatchEnvelope(Samples.ORIGIN, 3, 5, 5));
    assertThat(BatchEnvelope.of(first.getBytes(UTF_8)))
        .hasValueSatisfying(envelope -> {
          assertThat(envelope.origin().run()).isEqualTo("01J");
          assertThat(List.of(envelope.number(), envelope.rows(), envelope.left()))
              .containsExactly(3, 2, 2);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "null", "[]", "{}", "{\"batch\": 1}", "{\"batch\": 1.5}", "\u001f\u008b"})
  void thereIsNoneOfWhatDoesNotSayWhoseItIs(String json) {
    assertThat(BatchEnvelope.of(json.getBytes(UTF_8))).isEmpty();
  }
}
