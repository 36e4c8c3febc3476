package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pagestream.fetching.Fetched;
import pagestream.fetching.Fetcher;
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
  private static final Duration ROBOTS_TIME = Duration.ofSeconds(10);

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
    Optional<Visit.Refused> refused =
        robots
            .find(job.source(), job.url())
            .map(rules -> refusal(job, rules))
            .orElseGet(
                () -> readRobots(job, requests.now(forRobots(job), deadline.atMost(ROBOTS_TIME))));
    return refused.isPresent() ? refused.get() : requests.now(forPage(job), deadline);
  }

  /// In turn with everybody else who asks the page's host.
  Visit inTurn(Job job, Deadline deadline) {
    Optional<RobotsRules> rules = robots.find(job.source(), job.url());
    if (rules.isPresent()) {
      return inTurn(job, refusal(job, rules.get()), deadline);
    }
    return switch (requests.inTurn(forRobots(job), deadline.atMost(ROBOTS_TIME))) {
      case Visit.Later later -> later;
      case Visit.Made made -> inTurn(job, readRobots(job, made), deadline);
    };
  }

  private Visit inTurn(Job job, Optional<Visit.Refused> refused, Deadline deadline) {
    return refused.isPresent() ? refused.get() : requests.inTurn(forPage(job), deadline);
  }

  private Request forPage(Job job) {
    return new Request(
        job.url(),
        robots.pace(job.source(), job.url()),
        deadline -> fetcher.fetch(job.url(), job.types(), job.validators(), deadline));
  }

  private Request forRobots(Job job) {
    URI address = RobotsRules.addressFor(job.url());
    return new Request(
        address,
        job.source().pace(),
        deadline ->
            fetcher.fetchBeginning(address, List.of(Payload.TEXT), RobotsFile.MAX_BYTES, deadline));
  }

  private Optional<Visit.Refused> refusal(Job job, RobotsRules rules) {
    if (rules.allow(job.url())) {
      return Optional.empty();
    }
    Rejection why =
        new Rejection(
            Reason.ROBOTS_DISALLOWED,
            "expected %s to allow %s, found that it does not; leave the page out, or set robots:"
                    .formatted(RobotsRules.addressFor(job.url()), job.url())
                + " ignore if the site is yours");
    return Optional.of(refused(new Fetched.Rejected(why, Payload.NOTHING, Optional.empty())));
  }

  /// A site that answers otherwise than by a robots.txt has no rules ([RFC 9309, section
  /// 2.3.1](https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1)), unless it is in trouble.
  private Optional<Visit.Refused> readRobots(Job job, Visit.Made asked) {
    requests.ended(asked, false);
    return switch (asked.fetched()) {
      case Fetched.Rejected rejected when rejected.trouble().isPresent() ->
          Optional.of(refused(notNow(rejected)));
      case Fetched.Rejected rejected -> refusal(job, robots.keep(asked.url(), new byte[0]));
      case Fetched.NotModified same -> refusal(job, robots.keep(asked.url(), new byte[0]));
      case Fetched.Answer answer -> refusal(job, robots.keep(asked.url(), answer.body()));
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
    if (done instanceof Visit.Made made) {
      requests.ended(made, isTrouble);
    }
  }
}
