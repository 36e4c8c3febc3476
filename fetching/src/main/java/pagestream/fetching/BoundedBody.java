package pagestream.fetching;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes in a response's body up to a limit, and hangs up where there is more.
final class BoundedBody implements BodySubscriber<BoundedBody.Body> {

  /// What was received.
  ///
  /// @param isWhole whether that was all
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Body(byte[] bytes, boolean isWhole) {}

  private final int limit;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  BoundedBody(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), limit - received.size())];
      buffer.get(bytes);
      received.writeBytes(bytes);
      if (buffer.hasRemaining()) {
        end(false);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    body.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    end(true);
  }

  private void end(boolean isWhole) {
    if (!isWhole && subscription != null) {
      subscription.cancel();
    }
    body.complete(new Body(received.toByteArray(), isWhole));
  }
}
