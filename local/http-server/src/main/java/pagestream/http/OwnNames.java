package pagestream.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pagestream.problem.Problem;

/// The names by which the loopback address is asked. A web page that somebody visits can have a
/// name that leads there as well: it would read what only this machine may see.
final class OwnNames {
  private static final Set<String> ALL = Set.of("localhost", LoopbackServer.ADDRESS, "[::1]");

  private OwnNames() {}

  /// What is wrong with the host that a request names; empty where it names none.
  static Optional<Problem> refusal(org.eclipse.jetty.server.Request request) {
    return Optional.ofNullable(request.getHttpURI().getHost())
        .filter(host -> !ALL.contains(host.toLowerCase(Locale.ROOT)))
        .map(host ->
            Problem.of(
                421,
                "Misdirected Request",
                "the host: expected localhost, 127.0.0.1 or [::1], found another name"));
  }
}
