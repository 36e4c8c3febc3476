package pagestream.emulator.mapping;

import pagestream.emulator.lambda.Account;

/// What a mapping's events and invocation records call its stream and its function.
///
/// @param role the function's execution role, which events name as `invokeIdentityArn`
public record MappingArns(String region, String stream, String function, String role) {
  /// The ARNs of a stream and a function on one machine, by their names.
  public static MappingArns of(String region, String stream, String function) {
    return new MappingArns(
        region,
        Account.arn("kinesis", region, "stream/" + stream),
        Account.arn("lambda", region, "function:" + function),
        Account.arn("iam", "", "role/" + function));
  }
}
