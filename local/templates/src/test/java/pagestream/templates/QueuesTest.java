package pagestream.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.templates.StackFixture.ENV;
import static pagestream.templates.StackFixture.assertFault;
import static pagestream.templates.StackFixture.at;
import static pagestream.templates.StackFixture.function;
import static pagestream.templates.StackFixture.lines;
import static pagestream.templates.StackFixture.real;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.emulator.mapping.QueueMappingSettings;
import pagestream.templates.Stack.QueueSpec;
import pagestream.templates.Stack.RedrivePolicy;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The queues of a stack, and the functions that they call.
class QueuesTest {
  private static final String QUEUE = "resources.Resources.DiscardedQueue.Properties.";
  private static final String EVENT = "functions.dead-letters.events.sqs";

  private static final String VISIBILITY = "VisibilityTimeout: 360";
  private static final String REST =
      "\n        MessageRetentionPeriod: 1209600\n        RedrivePolicy:";
  private static final String ARN = "DiscardedQueueArn-${env:suffix}\n          ";
  private static final String SIZE = "batchSize: 5\n          ";
  private static final String RESPONSE = "functionResponseType: ReportBatchItemFailures\n";

  @TempDir private Path other;

  private Path changed(String file, String text, String replacement) throws IOException {
    return StackFixture.changed(other, file, text, replacement);
  }

  /// The queue of discarded batches alone, with something in place of its visibility timeout.
  private Path queueWith(String replacement) throws IOException {
    return changed("resources.yml", VISIBILITY + REST, replacement + REST);
  }

  /// The event of that queue alone, with something in place of its size.
  private Path eventWith(String replacement) throws IOException {
    return changed("serverless.yml", ARN + SIZE, ARN + replacement);
  }

  /// Where the event begins.
  private static String event(Path project) throws IOException {
    String arn = "Fn::ImportValue: DiscardedQueueArn";
    return "serverless.yml:" + (lines(project, "serverless.yml", arn).getFirst() - 1);
  }

  @Test
  void queuesAreMadeWithTheirDeadLetterQueues() {
    assertThat(real().queues())
        .containsExactly(
            new QueueSpec(
                "tasks-x",
                Map.of(
                    QueueAttributeName.VISIBILITY_TIMEOUT, "60",
                    QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"),
                Optional.of(new RedrivePolicy("tasks-dead-letters-x", 5))),
            new QueueSpec(
                "tasks-dead-letters-x",
                Map.of(
                    QueueAttributeName.VISIBILITY_TIMEOUT, "360",
                    QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"),
                Optional.empty()),
            new QueueSpec(
                "discarded-batches-x",
                Map.of(
                    QueueAttributeName.VISIBILITY_TIMEOUT, "360",
                    QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"),
                Optional.of(new RedrivePolicy("discarded-batches-dead-letters-x", 5))),
            new QueueSpec(
                "discarded-batches-dead-letters-x",
                Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"),
                Optional.empty()));
  }

  @Test
  void queuesCallTheirFunctionsByTheirSettings() {
    assertThat(function(real(), "scraper").mappings())
        .containsExactly(
            new QueueMappingSettings("tasks-x", Duration.ofSeconds(60), 1, 0, true, 10));
    assertThat(function(real(), "dead-letters").mappings())
        .containsExactly(
            new QueueMappingSettings(
                "discarded-batches-x",
                Duration.ofSeconds(360),
                5,
                0,
                true,
                QueueMappingSettings.MOST_AT_ONCE),
            new QueueMappingSettings(
                "tasks-dead-letters-x",
                Duration.ofSeconds(360),
                5,
                0,
                true,
                QueueMappingSettings.MOST_AT_ONCE));
  }

  @Test
  void whatQueuesAloneCallIsToldApart() {
    assertThat(real().functions())
        .filteredOn(Stack.FunctionSpec::isCalledByQueuesAlone)
        .extracting(Stack.FunctionSpec::key)
        .containsExactly("dead-letters");
  }

  @Test
  void windowConcurrencyAndTheDefaultsAreRead() throws IOException {
    Path project =
        changed(
            "serverless.yml",
            ARN + SIZE + RESPONSE,
            ARN + "maximumBatchingWindow: 3\n          maximumConcurrency: 7\n");

    assertThat(function(Stack.read(project, ENV), "dead-letters").mappings().getFirst())
        .isEqualTo(
            new QueueMappingSettings(
                "discarded-batches-x", Duration.ofSeconds(360), 10, 3, false, 7));
  }

  @Test
  void anEventThatIsNotEnabledCallsNothing() throws IOException {
    Path project =
        changed("serverless.yml", "batchSize: 5\n", "batchSize: 5\n          enabled: false\n");

    assertThat(Stack.read(project, ENV).functions())
        .extracting(Stack.FunctionSpec::key)
        .doesNotContain("dead-letters");
  }

  @Test
  void aQueueThatHidesMessagesForLessThanTheFunctionMayRunIsRefused() throws IOException {
    Path project = queueWith("VisibilityTimeout: 59");

    assertFault(
        project,
        ENV,
        event(project)
            + ": %s: VisibilityTimeout of queue discarded-batches-x: expected at least the function's"
                .formatted(EVENT)
            + " timeout of 60 s, found 59 s");
  }

  @Test
  void aQueueWithoutAVisibilityTimeoutHidesMessagesForHalfAMinute() throws IOException {
    Path project = queueWith("DelaySeconds: 0");

    assertFault(
        project,
        ENV,
        event(project)
            + ": %s: VisibilityTimeout of queue discarded-batches-x: expected at least the function's"
                .formatted(EVENT)
            + " timeout of 60 s, found 30 s");
  }

  @Test
  void aMissingExportIsNamedWithThoseThereAre() throws IOException {
    Path project =
        changed("resources.yml", "Export: {Name: 'DiscardedQueueArn-", "Export: {Name: 'Another-");

    assertFault(
        project,
        ENV,
        at(project, "serverless.yml", "Fn::ImportValue: DiscardedQueueArn")
            + ": %s.arn.Fn::ImportValue: expected a queue's ARN that resources.yml exports"
                .formatted(EVENT)
            + " (TaskQueueArn-x, TaskDeadLetterQueueArn-x, Another-x), found \"DiscardedQueueArn-x\"");
  }

  @Test
  void whatTheHostCannotDoIsRefused() throws IOException {
    Path project = eventWith("filterPatterns: []\n          ");

    assertFault(
        project,
        ENV,
        at(project, "serverless.yml", "filterPatterns")
            + ": %s.filterPatterns: expected one of arn, batchSize, enabled, functionResponseType,"
                .formatted(EVENT)
            + " maximumBatchingWindow, maximumConcurrency, found \"filterPatterns\"");
  }

  @Test
  void aBatchSizeOutOfItsRangeIsNamed() throws IOException {
    Path project = eventWith("batchSize: 11\n          ");

    assertFault(
        project,
        ENV,
        event(project)
            + ": %s: BatchSize: expected at most 10 without a MaximumBatchingWindowInSeconds, found 11"
                .formatted(EVENT));
  }

  @ParameterizedTest
  @CsvSource({
    "VisibilityTimeout: 43201, 0 to 43200",
    "DelaySeconds: 901, 0 to 900",
    "ReceiveMessageWaitTimeSeconds: 21, 0 to 20"
  })
  void aNumberOutOfItsRangeIsNamed(String wrong, String range) throws IOException {
    Path project = queueWith(wrong);
    String[] parts = wrong.split(": ");
    String place = at(project, "resources.yml", wrong);

    assertThatThrownBy(() -> Stack.read(project, ENV))
        .hasMessage(
            place
                + ": %s%s: expected a number from %s, found %s"
                    .formatted(QUEUE, parts[0], range, parts[1]));
  }

  @Test
  void aDeadLetterQueueThatThereIsNotIsNamed() throws IOException {
    Path project =
        changed("resources.yml", "[DiscardedDeadLetterQueue, Arn]", "[AnotherQueue, Arn]");

    assertFault(
        project,
        ENV,
        at(project, "resources.yml", "[AnotherQueue, Arn]")
            + ": %sRedrivePolicy.deadLetterTargetArn.Fn::GetAtt: expected a queue of this file"
                .formatted(QUEUE)
            + " (TaskQueue, TaskDeadLetterQueue, DiscardedQueue, DiscardedDeadLetterQueue),"
            + " found [AnotherQueue, Arn]");
  }

  @Test
  void aMissingReceiveCountIsNamed() throws IOException {
    Path project =
        changed(
            "resources.yml",
            "[DiscardedDeadLetterQueue, Arn]}\n          maxReceiveCount: 5\n",
            "[DiscardedDeadLetterQueue, Arn]}\n");

    assertFault(
        project,
        ENV,
        at(project, "resources.yml", "[DiscardedDeadLetterQueue, Arn]}")
            + ": %sRedrivePolicy.maxReceiveCount: expected a value, found none".formatted(QUEUE));
  }

  @Test
  void aFifoQueueIsRefused() throws IOException {
    Path project = queueWith("FifoQueue: true\n        VisibilityTimeout: 360");

    assertFault(
        project,
        ENV,
        at(project, "resources.yml", "FifoQueue")
            + ": %sFifoQueue: expected a standard queue, as no other is emulated, found a FIFO queue"
                .formatted(QUEUE));
  }
}
