package pagestream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryQueue;
import pagestream.timing.Deadline;

class TaskSenderTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static List<TaskMessage> messages(int count, int size) {
    return IntStream.range(0, count)
        .mapToObj(i -> "https://example.org/" + i + "x".repeat(size))
        .map(url -> new TaskMessage(new Task("01J", "films", "movies", url), 0, NOON))
        .toList();
  }

  @Test
  void aRequestHasTenMessagesAtMostAndAsManyBytesAsItMay() {
    List<Integer> requests = new ArrayList<>();
    TaskQueue queue =
        messages -> {
          requests.add(messages.size());
          return new BitSet();
        };
    new TaskSender(queue).send(messages(25, 10), Deadline.in(Duration.ofSeconds(5)));
    new TaskSender(queue).send(messages(5, 100 << 10), Deadline.in(Duration.ofSeconds(5)));

    assertThat(requests).containsExactly(10, 10, 5, 2, 2, 1);
  }

  @Test
  void onlyWhatFailedIsSentAgain() {
    List<Fault> faults = new ArrayList<>(List.of(Fault.PARTLY, Fault.BEFORE));
    InMemoryQueue queue =
        new InMemoryQueue(call -> faults.isEmpty() ? Fault.NONE : faults.removeFirst());
    List<TaskMessage> messages = messages(4, 10);

    new TaskSender(queue).send(messages, Deadline.in(Duration.ofSeconds(5)));

    assertThat(queue.sent()).containsExactlyElementsOf(messages);
  }

  @Test
  void whatTheQueueDoesNotTakeInTimeIsATransientError() {
    TaskSender sender = new TaskSender(new InMemoryQueue(call -> Fault.PARTLY));

    assertThatThrownBy(() -> sender.send(messages(4, 10), Deadline.in(Duration.ofMillis(100))))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("tasks were not taken by the queue in time");
  }

  /// A task with a row of so many characters.
  private static TaskMessage withRow(int size) {
    Row row = new Row(0, Map.of("title", "x".repeat(size)));
    Task list = new Task("01J", "films", "movies", "https://example.org/");
    Work work = new Work.Detail(new CarriedRow(list.id(), 0, row));
    return new TaskMessage(list.leadsTo("https://example.org/1", work), 0, NOON);
  }

  @Test
  void aMessageThatIsTooLargeDoesNotFit() {
    assertThat(TaskSender.fits(messages(1, 10).getFirst())).isTrue();
    assertThat(TaskSender.fits(messages(1, TaskSender.MAX_BYTES).getFirst())).isFalse();
    assertThat(TaskSender.fits(withRow(10))).isTrue();
    assertThat(TaskSender.fits(withRow(TaskSender.MAX_BYTES))).isFalse();
  }

  @Test
  void anAddressThatIsTooLongForTheTablesDoesNotFit() {
    int longest = MovedPage.MAX_LENGTH - "https://example.org/0".length();

    assertThat(TaskSender.fits(messages(1, longest).getFirst())).isTrue();
    assertThat(TaskSender.fits(messages(1, longest + 1).getFirst())).isFalse();
  }

  @Test
  void aTaskThatFitsStillFitsWhenItsPageHasMoved() {
    int length = TaskSender.MAX_BYTES;
    while (!TaskSender.fits(withRow(length))) {
      length -= 100;
    }
    TaskMessage longest = withRow(length);
    MovedPage moved = new MovedPage("ä".repeat(MovedPage.MAX_LENGTH), 5);
    TaskMessage after = longest.at(longest.notBefore(), Optional.of(moved));

    assertThat(TaskCodec.encode(after).getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(TaskSender.MAX_BYTES);
  }
}
