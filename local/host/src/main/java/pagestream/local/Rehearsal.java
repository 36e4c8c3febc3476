package pagestream.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import pagestream.encoding.Json;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;

/// One run of everything after a build, so that each function leaves the archive of its classes
/// with which it starts faster from then on.
final class Rehearsal {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;

  private Rehearsal(URI api) {
    this.api = api;
  }

  static void run(HostSettings settings, Console console) throws IOException, InterruptedException {
    try (LocalHost host = LocalHost.start(settings, console)) {
      new Rehearsal(host.api()).play();
      host.functions().end();
    }
  }

  private void play() throws IOException, InterruptedException {
    String run = send("POST", "/scrap_movies").path("links").path("run").asText();
    Deadline deadline = Deadline.in(LIMIT);
    for (int tries = 1; isRunning(run); tries++) {
      if (!Backoff.REQUESTS.await(tries, deadline)) {
        throw new IOException("expected the rehearsal's run to settle, found it running");
      }
    }
    for (String path : new String[] {"/movies", "/runs", "/errors", "/health"}) {
      send("GET", path);
    }
  }

  private boolean isRunning(String run) throws IOException, InterruptedException {
    return send("GET", run).path("status").asText().equals("running");
  }

  private JsonNode send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(LIMIT)
            .build();
    return Json.MAPPER.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
  }
}
