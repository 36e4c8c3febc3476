package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.mapping.Harness.failuresOf;
import static pagestream.emulator.mapping.Harness.functionError;
import static pagestream.emulator.mapping.Harness.success;
import static pagestream.emulator.mapping.QueueHarness.VISIBILITY;
import static pagestream.emulator.mapping.QueueHarness.settings;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.emulator.lambda.InvocationResult;

/// The error handling of docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html.
class MessageDeliveryTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  private final QueueHarness harness = new QueueHarness();

  MessageDeliveryTest() {
    harness.queue.send("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":[]}"})
  void messagesOfASuccessAreDeleted(String answer) {
    harness.function = _ -> success(answer);

    harness.deliver(settings(10, 0));

    assertThat(harness.invocations).containsExactly(ABC);
    assertThat(harness.queue.left()).isEmpty();
    assertThat(harness.log).isEmpty();
  }

  @Test
  void reportedMessagesStayAndTheOthersAreDeleted() {
    harness.function = _ -> failuresOf("b");

    harness.deliver(settings(10, 0));

    assertThat(harness.queue.left()).containsExactly("b");
    assertThat(harness.log)
        .containsExactly(
            "queue tasks: 1 of 3 messages failed; the queue redelivers them after its visibility"
                + " timeout of 30 s");
  }

  @Test
  void aReportIsIgnoredUnlessItIsConfigured() {
    harness.function = _ -> failuresOf("b");

    harness.deliver(new QueueMappingSettings("tasks", VISIBILITY, 10, 0, false, 2));

    assertThat(harness.queue.left()).isEmpty();
  }

  @Test
  void aReportThatNamesNoMessageOfTheBatchFailsTheWholeBatch() {
    harness.function = _ -> failuresOf("b", "d");

    harness.deliver(settings(10, 0));

    assertThat(harness.queue.left()).isEqualTo(ABC);
  }

  @Test
  void aMalformedAnswerFailsTheWholeBatch() {
    harness.function = _ -> success("{");

    harness.deliver(settings(10, 0));

    assertThat(harness.queue.left()).isEqualTo(ABC);
  }

  @Test
  void afterAFunctionErrorMessagesAreRedeliveredWhenTheirVisibilityTimeoutEnds() {
    harness.function = _ -> harness.invocations.size() == 1 ? functionError() : success("null");
    harness.deliver(settings(10, 0));
    assertThat(harness.queue.left()).isEqualTo(ABC);
    assertThat(harness.queue.receive(10)).isEmpty();

    harness.time.advance(VISIBILITY);
    harness.deliver(settings(10, 0));

    assertThat(harness.invocations).containsExactly(ABC, ABC);
    assertThat(harness.queue.left()).isEmpty();
  }

  @Test
  void aFunctionThatIsNotReachedIsTriedAgain() {
    harness.function = _ -> harness.invocations.size() < 3 ? notReached() : success("null");

    harness.deliver(settings(10, 0));

    assertThat(harness.invocations).containsExactly(ABC, ABC, ABC);
    assertThat(harness.time.pauses).extracting(Duration::toMillis).containsExactly(199L, 399L);
    assertThat(harness.queue.left()).isEmpty();
  }

  @Test
  void aFunctionThatIsNotReachedIsTriedNoLongerThanTheMessagesAreHidden() {
    harness.function = _ -> notReached();

    harness.deliver(settings(10, 0));

    assertThat(harness.time.instant()).isBefore(Harness.START.plus(VISIBILITY));
    assertThat(harness.invocations).hasSizeGreaterThan(5);
    assertThat(harness.queue.left()).isEqualTo(ABC);
  }

  @Test
  void aStopEndsTheTries() {
    harness.function = _ -> notReached();
    harness.time.onPause(harness.time::stop);

    harness.deliver(settings(10, 0));

    assertThat(harness.invocations).hasSize(2);
    assertThat(harness.queue.left()).isEqualTo(ABC);
  }

  @Test
  void whatCannotBeDeletedIsSaid() {
    harness.queue.refuseDeletes();

    harness.deliver(settings(1, 0));

    assertThat(harness.log)
        .containsExactly("queue tasks: message a could not be deleted and may be redelivered");
  }

  private static InvocationResult notReached() {
    throw new IllegalStateException("no environment");
  }
}
