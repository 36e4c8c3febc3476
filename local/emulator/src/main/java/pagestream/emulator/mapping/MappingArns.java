package pagestream.emulator.mapping;

import pagestream.emulator.lambda.Account;

/// What a mapping's events and invocation records call its source and its function.
///
/// @param source the stream or the queue
/// @param role the function's execution role, which events of streams name as `invokeIdentityArn`
public record MappingArns(String region, String source, String function, String role) {
  /// The ARNs of a stream and a function on one machine, by their names.
  public static MappingArns ofStream(String region, String stream, String function) {
    return of(region, Account.arn("kinesis", region, "stream/" + stream), function);
  }

  /// The ARNs of a queue and a function on one machine, by their names.
  public static MappingArns ofQueue(String region, String queue, String function) {
    return of(region, Account.arn("sqs", region, queue), function);
  }

  private static MappingArns of(String region, String source, String function) {
    return new MappingArns(
        region,
        source,
        Account.arn("lambda", region, "function:" + function),
        Account.arn("iam", "", "role/" + function));
  }
}
