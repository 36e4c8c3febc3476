package pagestream.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import pagestream.http.Answer;
import pagestream.http.LoopbackServer;
import pagestream.http.Request;

/// A small web site of invented movies and books, so that a first run needs no internet; its query
/// parameters make it as slow, broken or strange as sites are.
public final class DemoSite implements AutoCloseable {
  private final VisitLog log;
  private final List<DemoPart> parts;
  private final LoopbackServer server;

  /// Port 0 takes any free one; `random` chooses the first page's layout where it is mixed.
  public DemoSite(int port, RandomGenerator random) throws IOException {
    this(port, random, Duration.ZERO);
  }

  /// @param crawlDelay what robots.txt asks robots to wait between requests; zero for nothing
  public DemoSite(int port, RandomGenerator random, Duration crawlDelay) throws IOException {
    Clock clock = Clock.systemUTC();
    this.log = new VisitLog(clock);
    this.parts =
        List.of(
            new DemoPages(
                Map.of(
                    "/", new MoviesPage(random),
                    "/ratings", new RatingsPage())),
            new Shop(new FlawedAnswers(clock)),
            DemoPart.at(Sitemap.PATH, Sitemap::answer),
            DemoPart.at(Robots.PATH, new Robots(crawlDelay)::answer),
            DemoPart.at(VisitLog.PATH, _ -> log.answer()));
    this.server =
        LoopbackServer.start(
            "demo-site", port, request -> log.answer(request, this::answer), _ -> {});
  }

  /// The first page's address.
  public URI url() {
    return server.url().resolve("/");
  }

  /// The newest requests that it answered, as they arrived.
  public List<Visit> visits() {
    return log.visits();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(Request request) throws IOException {
    String method = request.method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.text(405, "method: expected GET or HEAD, found " + method)
          .with("Allow", "GET, HEAD");
    }
    try {
      return answerOfParts(request);
    } catch (IllegalArgumentException e) {
      return Answer.text(400, String.valueOf(e.getMessage()));
    }
  }

  private Answer answerOfParts(Request request) throws IOException {
    for (DemoPart part : parts) {
      Optional<Answer> answer = part.answer(request);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return Answer.text(404, "path: expected one of " + paths());
  }

  private String paths() {
    return parts.stream()
        .flatMap(part -> part.paths().stream())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
