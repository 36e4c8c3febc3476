package pagestream.emulator.lambda;

/// The account that everything on one machine is in, as in other emulators of AWS.
public final class Account {
  public static final String ID = "000000000000";

  /// The one version that each function has.
  public static final String VERSION = "$LATEST";

  private Account() {}

  /// The ARN of one of its resources.
  ///
  /// @param region empty for a service that has none, such as IAM
  /// @param resource as `function:NAME` or `stream/NAME`
  public static String arn(String service, String region, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, ID, resource);
  }
}
