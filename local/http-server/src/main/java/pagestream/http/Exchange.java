package pagestream.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import pagestream.problem.Problem;

/// Hands Jetty's requests to the handler as ours, and its answers back.
final class Exchange extends Handler.Abstract {
  private final LoopbackServer.Handler handler;
  private final Deadlines deadlines;
  private final Consumer<String> accessLog;

  Exchange(LoopbackServer.Handler handler, Deadlines deadlines, Consumer<String> accessLog) {
    this.handler = handler;
    this.deadlines = deadlines;
    this.accessLog = accessLog;
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request jetty, Response response, Callback callback) {
    long begun = System.nanoTime();
    keepTime(jetty);
    Request request = Incoming.of(jetty);
    Answer answer = OwnNames.refusal(jetty).map(Answer::secret).orElseGet(() -> answer(request));
    try {
      send(answer, request.method(), response);
      log(request, answer, begun, answer.note());
      drain(jetty);
      callback.succeeded();
    } catch (IOException e) {
      log(request, answer, begun, "the client went away or was too slow");
      callback.failed(e);
    } catch (RuntimeException e) {
      log(request, answer, begun, e.toString());
      callback.failed(e);
    }
    return true;
  }

  private void log(Request request, Answer answer, long begun, String note) {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    String line = request.method() + " " + request.path();
    accessLog.accept(new AccessLine(line, answer.status(), took, note).text());
  }

  private void keepTime(org.eclipse.jetty.server.Request jetty) {
    Connection connection = jetty.getConnectionMetaData().getConnection();
    deadlines.requestBegins(connection);
    org.eclipse.jetty.server.Request.addCompletionListener(
        jetty, _ -> deadlines.requestEnds(connection));
    // A client that waits for its answer is not too slow.
    jetty.addIdleTimeoutListener(_ -> false);
  }

  /// A client must hear of any fault, also of one nobody foresaw.
  private Answer answer(Request request) {
    try {
      return handler.answer(request);
    } catch (Incoming.BodyException e) {
      return Answer.problem(Refusals.ofBody(e));
    } catch (IOException | RuntimeException e) {
      return Answer.problem(Problem.internal(500)).noting(e.toString());
    }
  }

  static void putHead(Answer answer, Response response) {
    response.setStatus(answer.status());
    answer
        .headers()
        .forEach((name, all) -> all.forEach(value -> response.getHeaders().add(name, value)));
  }

  /// Whole; to HEAD, and where HTTP forbids it, without the body.
  private static void send(Answer answer, String method, Response response) throws IOException {
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    putHead(answer, response);
    if (!bodiless) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length());
    }
    if (!bodiless && !method.equals("HEAD")) {
      for (byte[] piece : answer.body()) {
        Content.Sink.write(response, false, ByteBuffer.wrap(piece));
      }
    }
    Content.Sink.write(response, true, null);
  }

  /// A client that still sends when it is refused would see a reset and not the answer.
  private static void drain(org.eclipse.jetty.server.Request jetty) {
    try {
      Content.Source.consumeAll(jetty);
    } catch (IOException | RuntimeException e) {
      // It stopped, and it has its answer.
    }
  }
}
