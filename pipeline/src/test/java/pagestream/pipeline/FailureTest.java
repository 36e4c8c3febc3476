package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static final Rejection WHY = new Rejection(Reason.VALUE_INVALID, "expected a, found b");
  private static final Payload PAYLOAD = Payload.html("<p>ü</p>");

  @Test
  void aRowsIdIsItsRunTaskStageAndPosition() {
    assertThat(row(Stage.PROCESSOR, 7, Samples.NOW).id())
        .isEqualTo("01JCZX8V3F0000000000000000-c0ffee-processor-7");
  }

  @Test
  void theSameRowFailingAgainIsTheSameFailure() {
    Failure later = row(Stage.PROCESSOR, 7, Samples.NOW.plusSeconds(60));

    assertThat(later.id()).isEqualTo(row(Stage.PROCESSOR, 7, Samples.NOW).id());
  }

  @Test
  void otherStagesAndPositionsAreOtherFailures() {
    assertThat(
            new String[] {
              row(Stage.PROCESSOR, 7, Samples.NOW).id(),
              row(Stage.WRITER, 7, Samples.NOW).id(),
              row(Stage.PROCESSOR, 17, Samples.NOW).id(),
              batch(7).id(),
              Failure.ofPage(Samples.ORIGIN, Samples.TASK, WHY, PAYLOAD).id()
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void aBatchFailsAsOneForAllItsRows() {
    Failure failure = batch(7);

    assertThat(failure.id()).isEqualTo("01JCZX8V3F0000000000000000-c0ffee-scraper-batch-7");
    assertThat(failure.origin()).isEqualTo(Samples.ORIGIN);
    assertThat(failure.position()).isNull();
    assertThat(failure.rows()).isEqualTo(2);
    assertThat(failure.payload().contentType()).isEqualTo("application/json");
    assertThat(BatchCodec.ROWS.decode(failure.payload().bytes()))
        .isEqualTo(Result.ok(Samples.batch(7, Samples.row(0), Samples.row(1))));
  }

  @Test
  void aFailureStandsForTheRowsThatItsRunCountsAsFailed() {
    assertThat(row(Stage.WRITER, 7, Samples.NOW).rows()).isEqualTo(1);
    assertThat(Failure.ofPage(Samples.ORIGIN, Samples.TASK, WHY, PAYLOAD).rows()).isZero();
  }

  @Test
  void aPageFailsInTheScraperWhenItWasScraped() {
    Failure page = Failure.ofPage(Samples.ORIGIN, Samples.TASK, WHY, PAYLOAD);

    assertThat(page.id()).isEqualTo("01JCZX8V3F0000000000000000-c0ffee-page");
    assertThat(page.stage()).isEqualTo(Stage.SCRAPER);
    assertThat(page.position()).isNull();
    assertThat(page.failedAt()).isEqualTo(Samples.ORIGIN.scrapedAt());
  }

  @Test
  void aStreamRecordIsNamedByShardAndSequenceNumberAndHasNoOrigin() {
    byte[] data = {1, 2};
    Failure failure =
        Failure.ofStreamRecord(
            Stage.WRITER, Samples.record("4959", data), Optional.empty(), WHY, Samples.NOW);

    assertThat(failure.id()).isEqualTo("writer-shardId-000000000000-4959");
    assertThat(failure.origin()).isNull();
    assertThat(failure.rows()).isZero();
    assertThat(failure.payload().contentType()).isEqualTo("application/octet-stream");
    assertThat(failure.payload().bytes()).isEqualTo(data);
  }

  @Test
  void aStreamRecordThatSaysWhoseItIsStandsForTheRowsThatAreLeftOfItsBatch() {
    Failure failure =
        Failure.ofStreamRecord(
            Stage.WRITER,
            Samples.record("4959", new byte[] {1}),
            Optional.of(new BatchEnvelope(Samples.ORIGIN, 7, 3, 2)),
            WHY,
            Samples.NOW);

    assertThat(failure.origin()).isEqualTo(Samples.ORIGIN);
    assertThat(failure.rows()).isEqualTo(2);
  }

  @Test
  void idsOfTheVersionBeforeKnowNoTask() {
    Origin origin = Samples.ORIGIN;
    Origin before = Origins.with(origin, Map.of("source", "", "task", "", "page", origin.run()));

    assertThat(Failure.of(Stage.WRITER, before, 7, WHY, PAYLOAD, Samples.NOW).id())
        .isEqualTo("01JCZX8V3F0000000000000000-writer-7");
  }

  private static Failure batch(int number) {
    return Failure.ofBatch(
        Stage.SCRAPER,
        Samples.batch(number, Samples.row(0), Samples.row(1)),
        BatchCodec.ROWS,
        WHY,
        Samples.NOW);
  }

  private static Failure row(Stage stage, int position, Instant at) {
    return Failure.of(stage, Samples.ORIGIN, position, WHY, PAYLOAD, at);
  }
}
