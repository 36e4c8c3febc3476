package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pagestream.encoding.Json;

class TaskCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Task TASK = new Task("01J", "films", "movies", "https://example.org/?a=ü");
  private static final String JSON =
      """
      {"version": 1, "run": "01J", "source": "films", "recipe": "movies",
       "url": "https://example.org/book", "depth": 1, "tries": 2,
       "notBefore": "2026-11-21T12:00:00Z",
       "row": {"task": "0a1b", "level": 0, "position": 3, "fields": {"title": "Ä \\"b\\""}}}
      """;

  private static TaskMessage message() {
    Row row = new Row(3, Map.of("title", "Ä \"b\""));
    Task task =
        TASK.leadsTo("https://example.org/book", new Work.Detail(new CarriedRow("0a1b", 0, row)));
    return new TaskMessage(task, 2, NOON);
  }

  @Test
  void aTaskIsWrittenAsVersionedJson() throws Exception {
    assertThat(Json.MAPPER.readTree(TaskCodec.encode(message())))
        .isEqualTo(Json.MAPPER.readTree(JSON));
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(TaskCodec.decode(JSON)).isEqualTo(Result.ok(message()));
    TaskMessage first = new TaskMessage(TASK, 0, NOON);
    assertThat(TaskCodec.decode(TaskCodec.encode(first))).isEqualTo(Result.ok(first));
  }

  @Test
  void aRedriveIsReadAsItWasWrittenAndByNoVersionBefore() throws Exception {
    Selection more =
        new Selection(Map.of("reason", "VALUE_INVALID", "stage", "processor"), Optional.of("c"));
    for (Work work :
        List.of(
            new Work.Redrive(0, List.of("01J-0a-processor-1"), Optional.empty()),
            new Work.Redrive(3, List.of(), Optional.of(more)),
            new Work.Redrive(3, List.of("a", "b"), Optional.of(Selection.of(Map.of()))))) {
      TaskMessage message =
          new TaskMessage(new Task("01J", "", "movies", "/errors", 0, work), 0, NOON);

      assertThat(TaskCodec.decode(TaskCodec.encode(message))).isEqualTo(Result.ok(message));
      assertThat(Json.MAPPER.readTree(TaskCodec.encode(message)).path("version").asInt())
          .isEqualTo(3);
    }
    TaskMessage again = new TaskMessage(TASK.again("01K", "01J-0a-page"), 0, NOON);
    assertThat(TaskCodec.decode(TaskCodec.encode(again))).isEqualTo(Result.ok(again));
  }

  @Test
  void whereAPageHasMovedIsKept() {
    TaskMessage message =
        message().at(NOON, Optional.of(new MovedPage("https://example.org/ä", 2)));

    assertThat(TaskCodec.decode(TaskCodec.encode(message))).isEqualTo(Result.ok(message));
  }

  /// What knows version 1 alone would take the list for an empty text.
  @Test
  void aRowWithAListIsOfVersion2() throws Exception {
    Row row = new Row(0, Map.of("title", "a", "tags", List.of("a", "b")));
    Work work = new Work.Detail(new CarriedRow("0a1b", 1, row));
    TaskMessage message = new TaskMessage(TASK.leadsTo("https://example.org/2", work), 1, NOON);

    assertThat(Json.MAPPER.readTree(TaskCodec.encode(message)).path("version").asInt())
        .isEqualTo(2);
    assertThat(TaskCodec.decode(TaskCodec.encode(message))).isEqualTo(Result.ok(message));
  }

  @Test
  void aMessageHasNoCharacterThatTheQueueRefuses() {
    Row row = new Row(0, Map.of("title", "\u0000\u0001\b\f\u001f\uFFFE\uFFFF🎬"));
    Work work = new Work.Detail(new CarriedRow("0a1b", 1, row));
    TaskMessage message = new TaskMessage(TASK.leadsTo("https://example.org/2", work), 1, NOON);

    String text = TaskCodec.encode(message);

    assertThat(text.codePoints()).allMatch(c -> c >= 0x20 && c <= 0xfffd || c >= 0x10000);
    assertThat(TaskCodec.decode(text)).isEqualTo(Result.ok(message));
  }

  @ParameterizedTest
  @MethodSource
  void theWorkOfATaskIsKept(Work work) {
    TaskMessage message = new TaskMessage(TASK.leadsTo("https://example.org/2", work), 1, NOON);

    assertThat(TaskCodec.decode(TaskCodec.encode(message))).isEqualTo(Result.ok(message));
  }

  static Stream<Work> theWorkOfATaskIsKept() {
    return Stream.of(
        new Work.Rows(),
        new Work.Detail(new CarriedRow("0a1b", 1, new Row(0, Map.of()))),
        new Work.Detail(new CarriedRow("0a1b", 1, new Row(0, Map.of("tags", List.of("a", "b"))))),
        new Work.Sitemap(),
        new Work.Starts(),
        new Work.Addresses(List.of("https://example.org/ä", "https://example.org/2")));
  }

  @Test
  void anotherWorkIsRejected() {
    String other = JSON.replaceFirst("(?s)\"row\".*", "\"work\": \"dance\"}");

    assertThat(TaskCodec.decode(other))
        .isEqualTo(
            Result.rejected(Reason.TASK_UNREADABLE, "expected a task, found another \"work\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hello           | expected a task as JSON, found another text
          {"version": 0}  | expected a task with a "version", found none
          {}              | expected a task with a "version", found none
          []              | expected a task with a "version", found none
          {"version": 1}  | expected a task, found no text "run"
          {"version": 4}  | expected a task, found no text "run"
          """)
  void whatIsNoTaskIsRejected(String text, String message) {
    assertThat(TaskCodec.decode(text)).isEqualTo(Result.rejected(Reason.TASK_UNREADABLE, message));
  }

  @Test
  void aTaskOfALaterVersionIsToldFromWhatIsNone() {
    assertThat(TaskCodec.decode("{\"version\": 4, \"run\": \"01J\"}"))
        .isEqualTo(
            Result.rejected(
                Reason.TASK_VERSION, "expected a task of version 3 at most, found one of 4"));
  }

  @Test
  void aNameThatCannotBeAKeyIsRejected() {
    int length = Origin.MAX_NAME_BYTES + 1;
    String name = "x".repeat(length);

    assertThat(TaskCodec.decode(JSON.replace("01J", name)))
        .isEqualTo(
            Result.rejected(
                Reason.TASK_UNREADABLE,
                "expected a task, found a text \"run\" of %d bytes".formatted(length)));
  }

  @Test
  void aFieldWithoutATextIsRejected() {
    assertThat(TaskCodec.decode(JSON.replace("\"Ä \\\"b\\\"\"", "[]")))
        .isInstanceOf(Result.Rejected.class);
  }

  @Test
  void aTimeThatIsNoneIsRejected() {
    assertThat(TaskCodec.decode(JSON.replace("2026-11-21T12:00:00Z", "noon")))
        .isInstanceOf(Result.Rejected.class);
    assertThat(TaskCodec.decode(JSON.replace("\"depth\": 1", "\"depth\": \"1\"")))
        .isEqualTo(
            Result.rejected(
                Reason.TASK_UNREADABLE, "expected a task, found no whole number \"depth\""));
  }
}
