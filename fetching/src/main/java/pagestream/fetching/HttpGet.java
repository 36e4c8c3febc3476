package pagestream.fetching;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pagestream.timing.Deadline;

/// One request, which follows no redirect, and takes in so much of the body and no more.
final class HttpGet {
  static final Duration CONNECT_TIME = Duration.ofSeconds(10);

  private final HttpClient client;
  private final UserAgent agent;

  HttpGet(HttpClient client, UserAgent agent) {
    this.client = client;
    this.agent = agent;
  }

  /// The client that asks the Internet.
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1) // an offer to upgrade confuses some servers
        .connectTimeout(CONNECT_TIME)
        .build();
  }

  HttpResponse<BoundedBody.Body> send(
      URI url, List<String> types, Validators known, int maxBytes, Deadline deadline)
      throws IOException, TimeoutException {
    if (deadline.passed()) {
      throw new TimeoutException();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("User-Agent", agent.header())
            .header("Accept", String.join(",", types));
    known.addTo(request);
    CompletableFuture<HttpResponse<BoundedBody.Body>> response =
        client.sendAsync(request.build(), head -> new BoundedBody(maxBytes));
    try {
      return response.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      response.cancel(true);
    }
  }
}
