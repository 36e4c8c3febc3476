package pagestream.http;

import java.time.Duration;
import pagestream.encoding.Printable;

/// One request's line in the access log: `POST /movies 202 345 ms`, and behind it in brackets what
/// the client was not told.
record AccessLine(String request, int status, Duration took, String note) {
  String text() {
    String line =
        "%s %d %d ms%s"
            .formatted(request, status, took.toMillis(), note.isEmpty() ? "" : " (" + note + ")");
    // A client's words or an exception's must not forge a second line, or steer a terminal.
    return Printable.of(line);
  }
}
