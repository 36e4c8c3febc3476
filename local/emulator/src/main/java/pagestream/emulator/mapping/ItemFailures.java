package pagestream.emulator.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import pagestream.encoding.Json;

/// Reads the answer of a function that reports batch item failures, `{"batchItemFailures":
/// [{"itemIdentifier": "<sequence number>"}]}`, by the conditions of
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html>.
final class ItemFailures {
  private ItemFailures() {}

  /// @param numbers the sequence numbers of the batch, in its order
  static BatchOutcome read(byte[] answer, List<String> numbers) {
    try {
      return outcome(Json.MAPPER.readTree(answer), numbers);
    } catch (IOException e) {
      return new BatchOutcome.Failure(false);
    }
  }

  private static BatchOutcome outcome(JsonNode answer, List<String> numbers) {
    if (isNothing(answer)) {
      return new BatchOutcome.Success();
    }
    if (!answer.isObject()) {
      return new BatchOutcome.Failure(false);
    }
    // An absent list is a null list, so that a misspelt outer key is a success, as on AWS.
    JsonNode failures = answer.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return new BatchOutcome.Success();
    }
    return failures.isArray() ? lowest(failures, numbers) : new BatchOutcome.Failure(false);
  }

  /// AWS takes the answers `null`, `""` and `[]` of a runtime for an empty one.
  private static boolean isNothing(JsonNode answer) {
    return answer.isMissingNode()
        || answer.isNull()
        || (answer.isTextual() && answer.textValue().isEmpty())
        || (answer.isArray() && answer.isEmpty());
  }

  private static BatchOutcome lowest(JsonNode failures, List<String> numbers) {
    int lowest = numbers.size();
    for (JsonNode failure : failures) {
      JsonNode identifier = failure.path("itemIdentifier");
      int index = identifier.isTextual() ? numbers.indexOf(identifier.textValue()) : -1;
      if (index < 0) {
        return new BatchOutcome.Failure(false);
      }
      lowest = Math.min(lowest, index);
    }
    return failures.isEmpty()
        ? new BatchOutcome.Success()
        : new BatchOutcome.PartialFailure(lowest);
  }
}
