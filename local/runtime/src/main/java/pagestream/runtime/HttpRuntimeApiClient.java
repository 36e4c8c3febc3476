package pagestream.runtime;

import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/// Runtime API client in plain Java. Uses HttpURLConnection because `java.net.http` costs each
/// function process about 18 MB, a TLS context and a selector thread for one plain connection to
/// 127.0.0.1.
final class HttpRuntimeApiClient implements LambdaRuntimeApiClient {
  private final String base;

  HttpRuntimeApiClient(String hostAndPort) {
    base = "http://" + hostAndPort + "/2018-06-01/runtime/";
  }

  @Override
  public InvocationRequest nextInvocation() throws IOException {
    HttpURLConnection next = open("invocation/next");
    InvocationRequest request = new InvocationRequest();
    request.setContent(body(next, 200));
    request.setId(next.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
    request.setInvokedFunctionArn(next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
    request.setDeadlineTimeInMs(next.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0));
    request.setXrayTraceId(next.getHeaderField("Lambda-Runtime-Trace-Id"));
    return request;
  }

  @Override
  public InvocationRequest nextInvocationWithExponentialBackoff(LambdaContextLogger logger)
      throws IOException {
    // Only the loops of AWS_LAMBDA_MAX_CONCURRENCY call this, which is never set here.
    return nextInvocation();
  }

  @Override
  public void reportInvocationSuccess(String id, byte[] response) throws IOException {
    post("invocation/" + id + "/response", response);
  }

  @Override
  public void reportInvocationError(String id, LambdaError error) throws IOException {
    post("invocation/" + id + "/error", DtoSerializers.serialize(error.errorRequest));
  }

  @Override
  public void reportInitError(LambdaError error) throws IOException {
    post("init/error", DtoSerializers.serialize(error.errorRequest));
  }

  @Override
  public void restoreNext() {
    throw new UnsupportedOperationException(
        "expected no SnapStart, found it asked for; leave AWS_LAMBDA_INITIALIZATION_TYPE unset");
  }

  @Override
  public void reportRestoreError(LambdaError error) {
    restoreNext();
  }

  private void post(String path, byte[] body) throws IOException {
    HttpURLConnection post = open(path);
    // This makes it a POST; a fixed length also stops the silent retry of one that failed.
    post.setDoOutput(true);
    post.setFixedLengthStreamingMode(body.length);
    post.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = post.getOutputStream()) {
      out.write(body);
    }
    body(post, 202);
  }

  private HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
  }

  /// Reads to the end, so that the connection is kept for the next request.
  private static byte[] body(HttpURLConnection connection, int expected) throws IOException {
    int found = connection.getResponseCode();
    if (found != expected) {
      throw new IOException(
          "%s: expected status %d, found %d; is it a Runtime API that AWS_LAMBDA_RUNTIME_API names?"
              .formatted(connection.getURL(), expected, found));
    }
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }
}
