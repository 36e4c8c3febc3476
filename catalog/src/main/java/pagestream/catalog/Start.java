package pagestream.catalog;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import pagestream.pipeline.Result;

/// Where the pages of a source begin.
public sealed interface Start {
  /// How many addresses a source may begin at.
  int MAX_ADDRESSES = 100_000;

  /// The same for messages.
  String AT_MOST = String.format(Locale.ROOT, "at most %,d addresses", MAX_ADDRESSES);

  /// What a run fetches first, in order: pages, or the sitemap that names them. Each address is
  /// made when it is asked for.
  ///
  /// @param today in UTC
  Stream<URI> addresses(LocalDate today);

  /// Addresses at the same hosts and ports as these, at least one at each.
  Stream<URI> sites(LocalDate today);

  /// Whether that is one page alone.
  boolean isOne();

  /// The first of these addresses.
  default URI first(LocalDate today) {
    return addresses(today).findFirst().orElseThrow();
  }

  /// One page.
  static Start at(URI address) {
    return new Addresses(List.of(Template.of(address)));
  }

  /// Pages with addresses that are known.
  ///
  /// @param templates at least one
  record Addresses(List<Template> templates) implements Start {
    @Override
    public boolean isOne() {
      return size().equals(BigInteger.ONE);
    }

    BigInteger size() {
      return templates.stream().map(Template::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public Stream<URI> addresses(LocalDate today) {
      return templates.stream().flatMap(template -> template.addresses(today));
    }

    @Override
    public Stream<URI> sites(LocalDate today) {
      return templates.stream().flatMap(template -> template.sites(today)).distinct();
    }
  }

  /// Pages that a site's map names.
  ///
  /// @param match is found in the addresses that are meant; all are where it is empty
  /// @param since how long ago a page may have changed last; empty for any time
  record Sitemap(URI address, Optional<Match> match, Optional<Duration> since) implements Start {
    @Override
    public Stream<URI> addresses(LocalDate today) {
      return Stream.of(address);
    }

    @Override
    public Stream<URI> sites(LocalDate today) {
      return Stream.of(address);
    }

    @Override
    public boolean isOne() {
      return false;
    }

    /// Whether a page that the map names is meant. A page of which it does not say when it changed
    /// may have changed at any time.
    ///
    /// @param steps for all pages of the map
    public Result<Boolean> means(
        URI page, Optional<Instant> changedAt, Instant now, MatchSteps steps) {
      if (match.isEmpty() || !isRecent(changedAt, now)) {
        return Result.ok(isRecent(changedAt, now));
      }
      return match.get().in(page.toString(), steps).map(Optional::isPresent);
    }

    /// Whether it changed within the time that is meant, or may have.
    public boolean isRecent(Optional<Instant> changedAt, Instant now) {
      return since.flatMap(span -> changedAt.map(at -> !at.isBefore(now.minus(span)))).orElse(true);
    }
  }
}
