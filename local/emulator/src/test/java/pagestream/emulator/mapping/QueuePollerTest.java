package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.mapping.QueueHarness.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.emulator.lambda.Invoker;
import software.amazon.awssdk.services.sqs.model.Message;

/// The batching of docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html.
class QueuePollerTest {
  private final QueueHarness harness = new QueueHarness();

  @Test
  void withoutAWindowABatchIsWhatOneReceiveGives() {
    harness.queue.send("a", "b");

    assertThat(next(settings(10, 0))).containsExactly("a", "b");
    assertThat(harness.queue.limits).containsExactly(10);
  }

  @Test
  void noMoreIsReceivedThanABatchHolds() {
    harness.queue.send("a", "b", "c");

    assertThat(next(settings(2, 0))).containsExactly("a", "b");
    assertThat(harness.queue.limits).containsExactly(2);
  }

  @Test
  void aWindowGathersMoreThanOneReceiveGives() {
    harness.queue.send(words(25));
    harness.queue.onEmpty(() -> harness.time.advance(Duration.ofSeconds(1)));

    assertThat(next(settings(100, 5))).containsExactly(words(25));
    assertThat(harness.time.instant()).isEqualTo(Harness.START.plusSeconds(5));
  }

  @Test
  void aFullBatchDoesNotWaitForItsWindow() {
    harness.queue.send(words(25));

    assertThat(next(settings(20, 5))).hasSize(20);
    assertThat(harness.time.instant()).isEqualTo(Harness.START);
  }

  @Test
  void anEventStaysWithinThePayloadLimitAndTheRestIsTheNextBatch() {
    QueueMappingParts parts = harness.parts(settings(10, 0));
    QueuePoller poller = poller(parts);
    String large = "x".repeat(1_000_000);
    harness.queue.send(IntStream.range(0, 4).mapToObj(i -> i + large).toArray(String[]::new));

    List<Message> first = poller.next().orElseThrow();

    assertThat(new SqsEventJson(parts.arns()).event(first).length)
        .isLessThanOrEqualTo(Invoker.PAYLOAD_LIMIT);
    assertThat(first).hasSize(2);
    assertThat(poller.next().orElseThrow()).hasSize(2);
  }

  @Test
  void aQueueThatRefusesIsAskedAgainAfterAPause() {
    harness.queue.send("a");
    harness.queue.refuseNextReceives(
        new IllegalStateException("busy"), new IllegalStateException("busy"));

    assertThat(next(settings(10, 0))).containsExactly("a");
    assertThat(harness.time.pauses).extracting(Duration::toMillis).containsExactly(199L, 399L);
    assertThat(harness.log)
        .hasSize(2)
        .allMatch(line -> line.startsWith("queue tasks: receiving failed, trying again: "));
  }

  @Test
  void thereIsNoBatchOnceTheMappingStops() {
    harness.queue.onEmpty(harness.time::stop);

    assertThat(poller(harness.parts(settings(10, 0))).next()).isEqualTo(Optional.empty());
  }

  private List<String> next(QueueMappingSettings settings) {
    return poller(harness.parts(settings)).next().orElseThrow().stream()
        .map(Message::body)
        .toList();
  }

  private QueuePoller poller(QueueMappingParts parts) {
    return new QueuePoller(parts, new SqsEventJson(parts.arns()), harness.time);
  }

  private static String[] words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "word-" + i).toArray(String[]::new);
  }
}
