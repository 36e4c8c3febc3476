package pagestream.emulator.mapping;

import java.util.List;
import pagestream.emulator.lambda.InvocationResult;

/// What an invocation means for the batch it was given, by the rules of
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html>.
sealed interface BatchOutcome {
  /// All records are done.
  record Success() implements BatchOutcome {}

  /// The record at index `from`, which has the lowest reported sequence number, and all records
  /// after it are to be retried.
  record PartialFailure(int from) implements BatchOutcome {}

  /// All records are to be retried: after a function error, or after an answer that names no record
  /// of the batch.
  record Failure(boolean functionError) implements BatchOutcome {}

  /// The function was not reached, which uses up no retry.
  record NotInvoked(RuntimeException cause) implements BatchOutcome {}

  static BatchOutcome of(InvocationResult result, boolean reportFailures, List<String> numbers) {
    return switch (result) {
      case InvocationResult.FunctionError _ -> new Failure(true);
      case InvocationResult.Success(byte[] answer) ->
          reportFailures ? ItemFailures.read(answer, numbers) : new Success();
    };
  }
}
