package pagestream.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import pagestream.problem.Problem;

/// What is said of requests that Jetty refuses before any handler sees them.
final class Refusals implements Request.Handler {
  /// The reason where Jetty has none but an exception.
  private static final String UNTOLD = HttpStatus.getMessage(400);

  private final Consumer<String> accessLog;

  Refusals(Consumer<String> accessLog) {
    this.accessLog = accessLog;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Throwable fault = (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    Problem problem = of(response.getStatus(), fault);
    Answer answer = Answer.problem(problem);
    Exchange.putHead(answer, response);
    // Where the next request would begin is anybody's guess.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.write(true, ByteBuffer.wrap(answer.body().getFirst()), callback);
    accessLog.accept(
        new AccessLine("refused", answer.status(), Duration.ZERO, problem.detail()).text());
    return true;
  }

  private static Problem of(int status, @Nullable Throwable fault) {
    String detail =
        switch (status) {
          case 400 -> badRequest(fault);
          case 414, 431 ->
              "the URL and the headers: expected at most %d bytes together, found more"
                  .formatted(LoopbackServer.HEAD_BYTES);
          case 417 -> "the header Expect: expected 100-continue, found something else";
          case 426 -> "the protocol: expected HTTP/1.1, found HTTP/2";
          case 505 -> "the request line: expected it to end in HTTP/1.1, found something else";
          default -> "";
        };
    return detail.isEmpty()
        ? Problem.internal(500)
        : Problem.of(status, HttpStatus.getMessage(status), detail);
  }

  private static String badRequest(@Nullable Throwable fault) {
    return fault instanceof HttpException http && !UNTOLD.equals(http.getReason())
        ? "expected a request as RFC 9112 has it, found: " + http.getReason()
        : "the request line: expected METHOD /path HTTP/1.1, with two hexadecimal digits after"
            + " each % of the path and no .. above its root";
  }

  /// What is said of a body that could not be read.
  static Problem ofBody(Incoming.BodyException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return Problem.of(
            408, "Request Timeout", "the body: expected all of it without a pause, found one");
      }
    }
    return Problem.badRequest(
        "the body: expected as many bytes as Content-Length says, or chunks as RFC 9112 has them,"
            + " found neither");
  }
}
