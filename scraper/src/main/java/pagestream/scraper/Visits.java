package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pagestream.fetching.Fetched;
import pagestream.fetching.Fetcher;
import pagestream.fetching.Hop;
import pagestream.fetching.RobotsRules;
import pagestream.pacing.RobotsFile;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.scraper.Requests.Request;
import pagestream.timing.Deadline;

/// Fetches pages that the robots.txt of their sites allows, and reads that first.
final class Visits {
  /// What robots.txt may take, so that time is left for the page.
  private static final Duration ROBOTS_TIME = Duration.ofSeconds(7);

  private final Requests requests;
  private final Robots robots;
  private final Fetcher fetcher;
  private final InstantSource clock;

  Visits(Requests requests, Robots robots, Fetcher fetcher, InstantSource clock) {
    this.requests = requests;
    this.robots = robots;
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /// At once, whoever's turn it is: somebody waits for the answer.
  Visit.Done now(Job job, Deadline deadline) {
    return switch (visit(job, job.hop(), requests::now, deadline)) {
      case Visit.Done done -> done;
      case Visit.Later later -> throw new IllegalStateException("nobody's turn was asked for");
    };
  }

  /// In turn with everybody else who asks the hosts that the page is looked for at.
  ///
  /// @param hop where to begin
  Visit inTurn(Job job, Hop hop, Deadline deadline) {
    return visit(job, hop, requests::inTurn, deadline);
  }

  /// How a request is made: at once, or in turn.
  @FunctionalInterface
  private interface Way {
    Requests.Outcome ask(Request request, Deadline deadline);
  }

  /// Each redirect is a request like any other: it must be allowed, and takes a turn.
  private Visit visit(Job job, Hop first, Way way, Deadline deadline) {
    Hop hop = first;
    while (true) {
      Optional<Visit> instead = obstacle(job, hop, way, deadline);
      if (instead.isPresent()) {
        return instead.get();
      }
      switch (way.ask(forPage(job, hop), deadline)) {
        case Requests.Later(Instant at) -> {
          return new Visit.Later(at, hop);
        }
        case Requests.Made made -> {
          switch (made.fetched()) {
            case Fetched.Moved(Hop to) -> {
              requests.ended(made, false);
              hop = to;
            }
            case Fetched.Ended ended -> {
              return new Visit.Asked(made, ended);
            }
          }
        }
      }
    }
  }

  /// What keeps the page from being asked for now; empty where nothing does.
  private Optional<Visit> obstacle(Job job, Hop hop, Way way, Deadline deadline) {
    Optional<RobotsRules> rules = robots.find(job.source(), hop.at());
    if (rules.isPresent()) {
      return refusal(hop.at(), rules.get());
    }
    Hop at = hop.beside(RobotsRules.addressFor(hop.at()));
    Deadline enough = deadline.atMost(ROBOTS_TIME);
    return switch (way.ask(forRobots(job, at), enough)) {
      case Requests.Later(Instant later) -> Optional.of(new Visit.Later(later, hop));
      case Requests.Made made -> readRobots(hop.at(), at.at(), whole(job, made, enough));
    };
  }

  /// The answer where redirects of a robots.txt end. They are followed at once: a turn for each
  /// might never come in time.
  private Fetched.Ended whole(Job job, Requests.Made first, Deadline deadline) {
    Requests.Made made = first;
    while (true) {
      requests.ended(made, false);
      switch (made.fetched()) {
        case Fetched.Moved(Hop to) -> made = requests.now(forRobots(job, to), deadline);
        case Fetched.Ended ended -> {
          return ended;
        }
      }
    }
  }

  private Request forPage(Job job, Hop hop) {
    return new Request(
        hop.at(),
        robots.pace(job.source(), hop.at()),
        deadline -> fetcher.fetch(hop, job.types(), job.validators(), deadline));
  }

  private Request forRobots(Job job, Hop hop) {
    return new Request(
        hop.at(),
        job.source().pace(),
        deadline ->
            fetcher.fetchBeginning(hop, List.of(Payload.TEXT), RobotsFile.MAX_BYTES, deadline));
  }

  private Optional<Visit> refusal(URI page, RobotsRules rules) {
    if (rules.allow(page)) {
      return Optional.empty();
    }
    Rejection why =
        new Rejection(
            Reason.ROBOTS_DISALLOWED,
            "expected %s to allow %s, found that it does not; leave the page out, or set robots:"
                    .formatted(RobotsRules.addressFor(page), page)
                + " ignore if the site is yours");
    return Optional.of(refused(new Fetched.Rejected(why, Payload.NOTHING, Optional.empty())));
  }

  /// A site that answers otherwise than by a robots.txt has no rules ([RFC 9309, section
  /// 2.3.1](https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1)), unless it is in trouble.
  private Optional<Visit> readRobots(URI page, URI address, Fetched.Ended fetched) {
    return switch (fetched) {
      case Fetched.Rejected rejected when rejected.trouble().isPresent() ->
          Optional.of(refused(notNow(rejected)));
      case Fetched.Answer answer -> refusal(page, robots.keep(address, answer.body()));
      case Fetched.Ended nothing -> refusal(page, robots.keep(address, new byte[0]));
    };
  }

  private static Fetched.Rejected notNow(Fetched.Rejected robots) {
    return new Fetched.Rejected(
        new Rejection(
            robots.why().reason(),
            "robots.txt must be read before the page: " + robots.why().message()),
        robots.received(),
        robots.trouble());
  }

  private Visit.Refused refused(Fetched.Rejected why) {
    return new Visit.Refused(why, clock.instant());
  }

  /// Ends a visit, when its page has been read: a block page looks like any other until then.
  ///
  /// @param isTrouble whether the page says that its host is in trouble
  void ended(Visit.Done done, boolean isTrouble) {
    if (done instanceof Visit.Asked asked) {
      requests.ended(asked.made(), isTrouble);
    }
  }
}
