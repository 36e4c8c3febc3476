package pagestream.emulator.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pagestream.encoding.Json;

/// Reads the answer of a function that reports batch item failures, `{"batchItemFailures":
/// [{"itemIdentifier": "<sequence number or message ID>"}]}`, by the conditions of
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html> and
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>.
final class ItemFailures {
  private ItemFailures() {}

  /// @param identifiers those of the batch
  static BatchOutcome read(byte[] answer, List<String> identifiers) {
    try {
      return outcome(Json.MAPPER.readTree(answer), identifiers);
    } catch (IOException e) {
      return new BatchOutcome.Failure(false);
    }
  }

  private static BatchOutcome outcome(JsonNode answer, List<String> identifiers) {
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
    return failures.isArray() ? named(failures, identifiers) : new BatchOutcome.Failure(false);
  }

  /// AWS takes the answers `null`, `""` and `[]` of a runtime for an empty one.
  private static boolean isNothing(JsonNode answer) {
    return answer.isMissingNode()
        || answer.isNull()
        || (answer.isTextual() && answer.textValue().isEmpty())
        || (answer.isArray() && answer.isEmpty());
  }

  private static BatchOutcome named(JsonNode failures, List<String> identifiers) {
    Set<String> named = new HashSet<>();
    for (JsonNode failure : failures) {
      JsonNode identifier = failure.path("itemIdentifier");
      if (!identifier.isTextual() || !identifiers.contains(identifier.textValue())) {
        return new BatchOutcome.Failure(false);
      }
      named.add(identifier.textValue());
    }
    return named.isEmpty()
        ? new BatchOutcome.Success()
        : new BatchOutcome.PartialFailure(Set.copyOf(named));
  }
}
