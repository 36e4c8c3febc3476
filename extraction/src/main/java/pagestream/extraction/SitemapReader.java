package pagestream.extraction;

import crawlercommons.robots.SimpleRobotRulesParser;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.catalog.HttpAddress;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;

/// Reads sitemaps: XML, text with an address a line, RSS and Atom, whatever type the server says
/// that they are. A `robots.txt` is read for the sitemaps that it names.
public final class SitemapReader {
  /// What is asked for.
  public static final List<String> MEDIA_TYPES =
      List.of("application/xml", "text/xml", "text/plain");

  private static final String ROBOTS = "/robots.txt";

  private final List<Sitemap.Entry> entries = new ArrayList<>();
  private int bad;

  private SitemapReader() {}

  /// Rejected where it is no sitemap, or a broken one.
  public static Result<Sitemap> read(Content content) {
    SitemapReader reader = new SitemapReader();
    if (ROBOTS.equals(content.url().getPath())) {
      return Result.ok(reader.robots(content));
    }
    try {
      // Not strict: a sitemap may name pages anywhere; the source says which hosts are followed to.
      AbstractSiteMap map =
          new SiteMapParser(false).parseSiteMap(content.bytes(), content.url().toURL());
      return Result.ok(
          map instanceof SiteMapIndex index ? reader.index(index) : reader.pages((SiteMap) map));
    } catch (UnknownFormatException | IOException e) {
      return Result.rejected(
          Reason.SITEMAP_UNREADABLE,
          "expected a sitemap at %s, found something else or a broken one"
              .formatted(content.url()));
    }
  }

  private Sitemap pages(SiteMap map) {
    map.getSiteMapUrls().forEach(page -> add(page.getUrl().toString(), page.getLastModified()));
    return new Sitemap(entries, List.of(), bad);
  }

  private Sitemap index(SiteMapIndex index) {
    index.getSitemaps().forEach(map -> add(map.getUrl().toString(), map.getLastModified()));
    return new Sitemap(List.of(), entries, bad);
  }

  private Sitemap robots(Content content) {
    new SimpleRobotRulesParser()
        .parseContent(content.url().toString(), content.bytes(), "text/plain", List.of())
        .getSitemaps()
        .forEach(address -> add(address, null));
    return new Sitemap(List.of(), entries, bad);
  }

  private void add(String address, @Nullable Date changed) {
    try {
      entries.add(
          new Sitemap.Entry(
              HttpAddress.parseLink(address), Optional.ofNullable(changed).map(Date::toInstant)));
    } catch (IllegalArgumentException e) {
      bad++;
    }
  }
}
