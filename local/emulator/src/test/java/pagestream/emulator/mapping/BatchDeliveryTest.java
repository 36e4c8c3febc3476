package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.mapping.Harness.functionError;
import static pagestream.emulator.mapping.Harness.success;
import static pagestream.emulator.mapping.TestSettings.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The error handling of docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html.
class BatchDeliveryTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  private final Harness harness = new Harness();

  @Test
  void functionErrorRetriesTheWholeBatchUntilItSucceeds() {
    harness.function = _ -> harness.invocations.size() < 3 ? functionError() : success("null");

    harness.run(settings(), "a", "b", "c");

    assertThat(harness.invocations).containsExactly(ABC, ABC, ABC);
    assertThat(harness.discarded).isEmpty();
  }

  @Test
  void retriesBackOffLongerEachTime() {
    harness.function = _ -> harness.invocations.size() < 4 ? functionError() : success("null");

    harness.run(settings(), "a");

    assertThat(harness.time.pauses).extracting(Duration::toMillis).startsWith(199L, 399L, 799L);
  }

  @Test
  void shardWaitsForAFailedBatchSoThatItsOrderIsKept() {
    harness.function = _ -> harness.invocations.size() == 1 ? functionError() : success("null");

    harness.run(settings().batchSize(2), "a", "b", "c");

    assertThat(harness.invocations)
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("c"));
  }

  @Test
  void noRetriesMeansOneInvocation() {
    harness.function = _ -> functionError();

    harness.run(settings().maxRetries(0), "a");

    assertThat(harness.invocations).hasSize(1);
    assertThat(at("/requestContext/condition").textValue()).isEqualTo("RetryAttemptsExhausted");
  }

  @Test
  void exhaustedBatchIsDiscardedAndTheShardGoesOn() {
    harness.function = words -> words.contains("a") ? functionError() : success("null");

    harness.run(settings().batchSize(2).maxRetries(2), "a", "b", "c");

    assertThat(harness.invocations)
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"), List.of("c"));
    assertThat(harness.discarded).hasSize(1);
    assertThat(at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(3);
    assertThat(harness.checkpoint()).isEqualTo("SHARD_END");
  }

  @Test
  void unlimitedRetriesGoOnUntilTheMappingStops() {
    harness.function = _ -> functionError();
    harness.time.onPause(() -> {
      if (harness.invocations.size() == 500) {
        harness.time.stop();
      }
    });

    harness.run(settings(), "a");

    assertThat(harness.invocations).hasSize(500);
    assertThat(harness.checkpoint()).isEqualTo("none");
  }

  @Test
  void functionThatIsNotReachedUsesUpNoRetry() {
    harness.function =
        _ -> {
          if (harness.invocations.size() < 5) {
            throw new IllegalStateException("throttled");
          }
          return functionError();
        };

    harness.run(settings().maxRetries(1), "a");

    assertThat(harness.invocations).hasSize(6);
    assertThat(at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(2);
    assertThat(harness.log.getFirst())
        .isEqualTo(
            TestSettings.ARNS.function()
                + " was not reached, trying again: java.lang.IllegalStateException: throttled");
  }

  @Test
  void recordsPastTheirMaximumAgeAreDiscardedBeforeTheyAreSent() {
    harness.stream.putAll("a", "b");
    harness.time.advance(Duration.ofSeconds(61));

    harness.run(settings().maxAge(60), "c");

    assertThat(harness.invocations).containsExactly(List.of("c"));
    assertThat(at("/requestContext/condition").textValue()).isEqualTo("RecordAgeExceeded");
    assertThat(at("/KinesisBatchInfo/endSequenceNumber").textValue()).isEqualTo("102");
    assertThat(at("/responseContext").isMissingNode()).isTrue();
  }

  @Test
  void recordsOfExactlyTheMaximumAgeAreSent() {
    harness.stream.putAll("a");
    harness.time.advance(Duration.ofSeconds(60));

    harness.run(settings().maxAge(60));

    assertThat(harness.invocations).containsExactly(List.of("a"));
  }

  @Test
  void recordsThatAgeWhileTheyAreRetriedAreDiscarded() {
    harness.function = _ -> functionError();

    harness.run(settings().maxAge(60), "a");

    assertThat(harness.invocations).hasSizeGreaterThan(3);
    assertThat(at("/requestContext/condition").textValue()).isEqualTo("RecordAgeExceeded");
    assertThat(Duration.between(Harness.START, harness.time.instant()))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
  }

  @Test
  void recordsAreNeverTooOldWithoutALimit() {
    harness.stream.putAll("a");
    harness.time.advance(Duration.ofDays(400));

    harness.run(settings());

    assertThat(harness.invocations).containsExactly(List.of("a"));
  }

  @Test
  void theShardWaitsUntilTheOnFailureDestinationTakesABatch() {
    harness.function = words -> words.contains("a") ? functionError() : success("null");
    AtomicInteger calls = new AtomicInteger();
    harness.onFailure =
        _ -> {
          assertThat(harness.invocations).containsExactly(List.of("a"));
          assertThat(harness.checkpoint()).isEqualTo("none");
          if (calls.incrementAndGet() < 4) {
            throw new IllegalStateException("no table");
          }
        };

    harness.run(settings().batchSize(1).maxRetries(0), "a", "b");

    assertThat(calls).hasValue(4);
    assertThat(harness.invocations).containsExactly(List.of("a"), List.of("b"));
    assertThat(harness.time.pauses).extracting(Duration::toMillis).startsWith(199L, 399L, 799L);
    assertThat(harness.log.getLast())
        .endsWith("did not take it, trying again: java.lang.IllegalStateException: no table");
  }

  @Test
  void aBatchThatNoDestinationTookBeforeTheMappingStoppedIsDeliveredAgain() {
    harness.stream.putAll("a");
    harness.time.advance(Duration.ofSeconds(61));
    harness.onFailure =
        _ -> {
          throw new IllegalStateException("no table");
        };
    harness.time.onPause(() -> harness.time.stop());

    harness.run(settings().maxAge(60), "b");

    assertThat(harness.invocations).isEmpty();
    assertThat(harness.checkpoint()).isEqualTo("none");
  }

  private JsonNode at(String pointer) {
    assertThat(harness.discarded).hasSize(1);
    return harness.discarded.getFirst().at(pointer);
  }
}
