package pagestream.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.util.concurrent.TimeUnit;

/// One request's line in the access log: `POST /scrap_movies 202 345 ms`, and behind it in brackets
/// what the client was not told.
final class AccessLine {
  private final String request;
  private final long startedNanos = System.nanoTime();
  private int status;
  private String note = "";

  private AccessLine(String request) {
    this.request = request;
  }

  static AccessLine start(HttpExchange exchange) {
    return new AccessLine(
        exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
  }

  void status(int status) {
    this.status = status;
  }

  void note(String note) {
    this.note = " (" + note + ")";
  }

  String text() {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    String line = "%s %s %d ms%s".formatted(request, status == 0 ? "-" : status, millis, note);
    // A client's words or an exception's must not forge a second line, or steer a terminal.
    return line.replaceAll("\\p{Cntrl}+", " ");
  }
}
