package pagestream.aws;

import java.util.function.Supplier;
import pagestream.pipeline.PassingFaultException;
import software.amazon.awssdk.core.exception.SdkException;

/// Calls to AWS whose faults may pass: after the SDK's own retries the whole batch comes again.
final class Calls {
  private Calls() {}

  static <T> T passing(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new PassingFaultException(what + " failed: " + e.getMessage(), e);
    }
  }
}
