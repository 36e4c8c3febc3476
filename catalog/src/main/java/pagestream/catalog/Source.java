package pagestream.catalog;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.pacing.Pace;

/// What is scraped, how much of it, and when: where its pages begin, and the recipe that reads
/// them.
///
/// @param recipe the recipe's name
/// @param schedule when it is scraped by the clock; empty where it never is
/// @param hosts those that links may lead to beside the start's own; see [HttpAddress#host]
/// @param query what the queries of its addresses mean
/// @param obeysRobots whether it keeps to what the robots.txt of its hosts says
public record Source(
    String name,
    String recipe,
    Start start,
    Optional<Schedule> schedule,
    List<String> hosts,
    Limits limits,
    Pace pace,
    QueryRule query,
    boolean obeysRobots) {
  /// The source that the settings `url`, `recipe` and `schedule` make.
  public static final String DEFAULT = "default";

  /// The default source.
  ///
  /// @param start the address of its page
  public static Source byDefault(String recipe, URI start, Optional<Schedule> schedule) {
    return ofPage(DEFAULT, recipe, start, schedule);
  }

  /// A source that begins at one page and has no further options.
  public static Source ofPage(String name, String recipe, URI page, Optional<Schedule> schedule) {
    return new Source(
        name,
        recipe,
        Start.at(page),
        schedule,
        List.of(),
        Limits.DEFAULT,
        PaceReader.DEFAULT,
        QueryRule.EXACT,
        true);
  }

  /// The same with no more time for a run than that.
  public Source within(Duration most) {
    return new Source(
        name, recipe, start, schedule, hosts, limits.within(most), pace, query, obeysRobots);
  }

  /// The hosts that links may lead to; see [HttpAddress#host].
  ///
  /// @param today in UTC
  public Set<String> hostsToFollow(LocalDate today) {
    return Stream.concat(hosts.stream(), start.sites(today).map(HttpAddress::host))
        .collect(Collectors.toSet());
  }

  /// Whether it names the host and port of an address, so that these are fetched wherever they are.
  /// A host in [#hosts] without a port is named with those of both schemes.
  ///
  /// @param today in UTC
  public boolean names(URI address, LocalDate today) {
    return hosts.contains(HttpAddress.host(address))
        || start
            .sites(today)
            .map(HttpAddress::endpoint)
            .anyMatch(HttpAddress.endpoint(address)::equals);
  }
}
