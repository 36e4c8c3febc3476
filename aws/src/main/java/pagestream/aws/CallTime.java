package pagestream.aws;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import pagestream.timing.Deadline;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// How long calls to AWS may take, and until when they may begin: the last one of an invocation
/// ends before the function must have answered, so that no function is killed because a service is
/// slow. A call that would begin later is a transient error instead, and its work is delivered
/// again.
public final class CallTime {
  /// What a call takes at most, with the SDK's own retries.
  public static final Duration LONGEST = Duration.ofSeconds(4);

  /// For the answer to get out.
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /// What is left of an invocation's time when its last call may begin.
  public static final Duration RESERVE = LONGEST.plus(ANSWER);

  /// A process has one invocation at a time; before the first one, calls may take their time.
  private volatile Deadline last = Deadline.in(Duration.ofDays(1));

  /// Begins an invocation. Returns when its last call may begin.
  public Deadline begin(Context context) {
    LambdaLog.begin(context);
    Deadline deadline = KinesisEvents.deadline(context).less(RESERVE);
    last = deadline;
    return deadline;
  }

  ExecutionInterceptor guard() {
    return new Guard();
  }

  private final class Guard implements ExecutionInterceptor {
    @Override
    public void beforeExecution(BeforeExecution call, ExecutionAttributes attributes) {
      if (last.passed()) {
        throw SdkClientException.create(
            "expected time for a call to AWS, found that the invocation has none left");
      }
    }
  }
}
