package pagestream.scraper;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.Source;
import pagestream.fetching.RobotsRules;
import pagestream.pacing.Pace;
import pagestream.pacing.RobotsFile;
import pagestream.pacing.RobotsFiles;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;

/// What is known of the rules of sites: in this process, and in all of them.
final class Robots {
  /// Of how many sites this process remembers the rules.
  private static final int MAX_SITES = 100;

  private final RobotsFiles files;
  private final InstantSource clock;
  private final Log log;
  private final Map<URI, Known> known = Collections.synchronizedMap(new Newest());

  Robots(RobotsFiles files, InstantSource clock, Log log) {
    this.files = files;
    this.clock = clock;
    this.log = log;
  }

  private record Known(RobotsRules rules, Instant until) {}

  private static final class Newest extends LinkedHashMap<URI, Known> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<URI, Known> eldest) {
      return size() > MAX_SITES;
    }
  }

  /// The rules that count for a page, if this process knows them.
  Optional<RobotsRules> remembered(Source source, URI page) {
    return source.obeysRobots()
        ? remembered(RobotsRules.addressFor(page))
        : Optional.of(RobotsRules.NONE);
  }

  private Optional<RobotsRules> remembered(URI address) {
    return Optional.ofNullable(known.get(address))
        .filter(each -> clock.instant().isBefore(each.until()))
        .map(Known::rules);
  }

  /// The rules that count for a page, if any process has read them lately.
  Optional<RobotsRules> find(Source source, URI page) {
    return remembered(source, page).or(() -> kept(RobotsRules.addressFor(page)));
  }

  private Optional<RobotsRules> kept(URI address) {
    try {
      return files
          .find(address)
          .filter(file -> file.counts(clock.instant()))
          .map(file -> remember(address, file));
    } catch (TransientException e) {
      log.fault(address + " is read from the site, because what is kept of it could not be", e);
      return Optional.empty();
    }
  }

  private RobotsRules remember(URI address, RobotsFile file) {
    RobotsRules rules = RobotsRules.parse(address, file.text());
    known.put(address, new Known(rules, file.countsUntil()));
    return rules;
  }

  /// Keeps what a site said.
  ///
  /// @param text empty if it has no rules
  RobotsRules keep(URI address, byte[] text) {
    RobotsFile file = new RobotsFile(text, clock.instant());
    try {
      files.keep(address, file);
    } catch (TransientException e) {
      log.fault(address + " could not be kept, and will be read again", e);
    }
    return remember(address, file);
  }

  /// Whether a page is forbidden, as far as this process knows.
  boolean forbid(Source source, URI page) {
    return remembered(source, page).filter(rules -> !rules.allow(page)).isPresent();
  }

  /// How fast the pages of a site are asked for, as far as this process knows.
  Pace pace(Source source, URI page) {
    return remembered(source, page)
        .flatMap(RobotsRules::crawlDelay)
        .map(source.pace()::noFasterThan)
        .orElse(source.pace());
  }
}
