package pagestream.emulator.mapping;

import java.util.List;
import java.util.Set;
import pagestream.emulator.lambda.InvocationResult;

/// What an invocation means for the batch it was given.
sealed interface BatchOutcome {
  /// All of the batch is done.
  record Success() implements BatchOutcome {}

  /// The function reported these of the batch, by their identifiers, and there is at least one.
  record PartialFailure(Set<String> items) implements BatchOutcome {}

  /// Nothing of the batch is done: after a function error, or after an answer that names what is
  /// not in the batch.
  record Failure(boolean functionError) implements BatchOutcome {}

  /// The function was not reached, which uses up no retry.
  record NotInvoked(RuntimeException cause) implements BatchOutcome {}

  /// The meaning of a result.
  ///
  /// @param reportFailures whether the function's answer names what failed
  /// @param identifiers those of the batch
  static BatchOutcome of(
      InvocationResult result, boolean reportFailures, List<String> identifiers) {
    return switch (result) {
      case InvocationResult.FunctionError _ -> new Failure(true);
      case InvocationResult.Success(byte[] answer) ->
          reportFailures ? ItemFailures.read(answer, identifiers) : new Success();
    };
  }
}
