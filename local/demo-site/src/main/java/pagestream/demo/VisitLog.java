package pagestream.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import pagestream.http.Answer;
import pagestream.http.LoopbackServer;
import pagestream.http.Request;

/// What the site saw of its visitors: the newest requests, so that one can see how politely it was
/// visited. Whoever reads the log is not in it.
final class VisitLog {
  /// Older ones are forgotten.
  static final int MOST = 10_000;

  static final String PATH = "/log.json";

  private final Clock clock;
  private final AtomicInteger open = new AtomicInteger();
  private final Deque<Visit> visits = new ArrayDeque<>();

  VisitLog(Clock clock) {
    this.clock = clock;
  }

  /// Answers a request, and remembers it.
  Answer answer(Request request, LoopbackServer.Handler handler) throws IOException {
    if (request.path().equals(PATH)) {
      return handler.answer(request);
    }
    Instant arrived = clock.instant();
    int openThen = open.incrementAndGet();
    try {
      Answer answer = handler.answer(request);
      add(
          new Visit(
              arrived,
              clock.instant(),
              target(request),
              answer.status(),
              userAgent(request),
              openThen));
      return answer;
    } finally {
      open.decrementAndGet();
    }
  }

  private static String target(Request request) {
    return request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
  }

  private static String userAgent(Request request) {
    return String.join(", ", request.headers().getOrDefault("User-Agent", List.of()));
  }

  private synchronized void add(Visit visit) {
    if (visits.size() == MOST) {
      visits.removeFirst();
    }
    visits.addLast(visit);
  }

  /// The newest ones, as they arrived.
  synchronized List<Visit> visits() {
    return visits.stream().sorted(Comparator.comparing(Visit::arrived)).toList();
  }

  /// The log for people.
  Answer answer() {
    return DemoJson.list(visits().stream().map(Visit::view));
  }
}
