package pagestream.runtime;

import com.amazonaws.services.lambda.runtime.api.client.logging.LogSink;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/// Ends each LambdaLogger message with a line break, as Lambda separates them in CloudWatch; RIC's
/// own StdOutLogSink runs them together.
final class LineLogSink implements LogSink {
  @Override
  public void log(LogLevel level, LogFormat format, byte[] message) {
    log(message);
  }

  @Override
  public void log(byte[] message) {
    boolean ended = message.length > 0 && message[message.length - 1] == '\n';
    synchronized (this) {
      System.out.write(message, 0, message.length);
      if (!ended) {
        System.out.write('\n');
      }
      System.out.flush();
    }
  }

  @Override
  public void close() {}
}
