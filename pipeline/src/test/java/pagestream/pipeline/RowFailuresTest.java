package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;

class RowFailuresTest {
  private static final int SINGLE = RowFailures.MAX_SINGLE;

  @Test
  void aFewFailuresStayOneEach() {
    List<Failure> few = rows(0, SINGLE, Reason.ELEMENT_MISSING);

    assertThat(RowFailures.grouped(few)).isEqualTo(few);
    assertThat(RowFailures.grouped(List.of())).isEmpty();
  }

  @Test
  void whatComesAfterTheFirstOnesIsKeptInGroups() {
    List<Failure> rows = rows(0, 20_000, Reason.ELEMENT_MISSING);

    List<Failure> grouped = RowFailures.grouped(rows);

    assertThat(grouped).hasSize(SINGLE + 40).startsWith(rows.getFirst());
    assertThat(grouped).map(Failure::rows).endsWith(RowFailures.MAX_ROWS, 400);
    assertThat(grouped.stream().mapToInt(Failure::rows).sum()).isEqualTo(20_000);
    assertThat(grouped).map(Failure::id).doesNotHaveDuplicates();
  }

  @Test
  void aGroupSaysWhatItsRowsHaveInCommonAndKeepsEach() throws IOException {
    Failure group = RowFailures.grouped(rows(0, SINGLE + 2, Reason.ELEMENT_MISSING)).getLast();

    assertThat(group.id()).isEqualTo("01JCZX8V3F0000000000000000-c0ffee-scraper-rows-100");
    assertThat(group.reason()).isEqualTo(Reason.ELEMENT_MISSING);
    assertThat(group.message()).isEqualTo("2 rows, the first one at position 100: found none");
    assertThat(group.origin()).isEqualTo(Samples.ORIGIN);
    assertThat(group.position()).isNull();
    assertThat(group.failedAt()).isEqualTo(Samples.NOW);
    assertThat(group.payload().contentType()).isEqualTo(Payload.JSON);
    assertThat(Json.MAPPER.readTree(group.payload().bytes()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"rows": [
                  {"position": 100, "message": "found none", "contentType": "text/html",
                   "text": "<tr>ü</tr>"},
                  {"position": 101, "message": "found none", "contentType": "text/html",
                   "text": "<tr>ü</tr>"}]}
                """));
  }

  @Test
  void theRowsOfAGroupCanBeReadAgain() {
    List<Failure> rows = rows(0, SINGLE + 2, Reason.ELEMENT_MISSING);

    List<RowFailures.Kept> kept = RowFailures.rows(RowFailures.grouped(rows).getLast().payload());

    assertThat(kept).map(RowFailures.Kept::position).containsExactly(100, 101);
    assertThat(kept.getFirst().payload().contentType()).isEqualTo(Payload.HTML);
    assertThat(kept.getFirst().payload().bytes()).isEqualTo(rows.getLast().payload().bytes());
    assertThat(RowFailures.rows(Payload.html("<p>"))).isEmpty();
    assertThat(RowFailures.rows(Payload.json(BatchCodec.ROWS.json(Samples.batch(1))))).isEmpty();
  }

  @Test
  void whatHasATaskOfItsOwnIsInNoGroup() {
    List<Failure> rows = notFollowed(SINGLE + 10);

    assertThat(RowFailures.grouped(rows)).isEqualTo(rows);
  }

  @Test
  void ofVeryManyThatHaveTasksOfTheirOwnTheFurtherOnesAreAGroupWithoutATask() {
    List<Failure> rows = notFollowed(RowFailures.MAX_TASKS + 10);

    List<Failure> grouped = RowFailures.grouped(rows);

    assertThat(grouped).hasSize(RowFailures.MAX_TASKS + 1).startsWith(rows.getFirst());
    assertThat(grouped.getLast().rows()).isEqualTo(10);
    assertThat(grouped.getLast().task()).isNull();
  }

  private static List<Failure> notFollowed(int count) {
    Task task = new Task("run1", "films", "movies", "https://a.example/");
    return IntStream.range(0, count)
        .mapToObj(position ->
            Failure.notFollowed(
                Samples.ORIGIN,
                new CarriedRow("task0", 1, Samples.row(position)),
                task,
                NotFollowed.PAGES,
                Samples.NOW))
        .toList();
  }

  @Test
  void aGroupHasOneReason() {
    List<Failure> rows =
        Stream.of(
                rows(0, SINGLE, Reason.ELEMENT_MISSING),
                rows(SINGLE, 1, Reason.ROW_TOO_LARGE),
                rows(SINGLE + 1, 3, Reason.ELEMENT_MISSING),
                rows(SINGLE + 4, 1, Reason.ROW_TOO_LARGE))
            .flatMap(List::stream)
            .toList();

    assertThat(RowFailures.grouped(rows).subList(SINGLE, SINGLE + 2))
        .extracting(Failure::reason, Failure::rows)
        .containsExactlyInAnyOrder(
            tuple(Reason.ELEMENT_MISSING, 3), tuple(Reason.ROW_TOO_LARGE, 2));
  }

  @Test
  void aGroupIsNoLargerThanCanBeKept() {
    Payload large = Payload.bytes(new byte[RowFailures.MAX_BYTES / 2]);
    List<Failure> rows =
        Stream.concat(
                rows(0, SINGLE, Reason.ELEMENT_MISSING).stream(),
                Collections.nCopies(5, large).stream()
                    .map(payload -> row(SINGLE, Reason.ROW_TOO_LARGE, payload)))
            .toList();

    assertThat(RowFailures.grouped(rows).subList(SINGLE, SINGLE + 3))
        .map(Failure::rows)
        .containsExactly(2, 2, 1);
  }

  @Test
  void theDocumentsSayHowManyThereAre() throws IOException {
    assertThat(Files.readString(Path.of("../docs/recipes.md")))
        .contains(
            "more than %d rows".formatted(RowFailures.MAX_SINGLE),
            "up to %d rows".formatted(RowFailures.MAX_ROWS),
            "more than %d rows of a page".formatted(RowFailures.MAX_TASKS));
  }

  private static List<Failure> rows(int from, int count, Reason reason) {
    return IntStream.range(from, from + count)
        .mapToObj(position -> row(position, reason, Payload.html("<tr>ü</tr>")))
        .toList();
  }

  private static Failure row(int position, Reason reason, Payload payload) {
    return Failure.of(
        Stage.SCRAPER,
        Samples.ORIGIN,
        position,
        new Rejection(reason, "found none"),
        payload,
        Samples.NOW);
  }
}
