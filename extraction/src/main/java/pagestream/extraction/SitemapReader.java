package pagestream.extraction;

import crawlercommons.robots.SimpleRobotRulesParser;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.catalog.Blank;
import pagestream.catalog.HttpAddress;
import pagestream.encoding.Gzip;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;

/// Reads sitemaps: XML, text with an address a line, RSS and Atom, whatever type the server says
/// that they are. A `robots.txt` is read for the sitemaps that it names.
public final class SitemapReader {
  /// What is asked for.
  public static final List<String> MEDIA_TYPES =
      List.of("application/xml", "text/xml", "text/plain");

  /// How many bytes one may have decompressed, by the protocol. A page is decompressed when it is
  /// fetched; it may be compressed twice.
  static final int MAX_BYTES = 50 << 20;

  private static final String ROBOTS = "/robots.txt";

  /// Stands where something else does, which the parser would leave out silently.
  private static final String NO_ADDRESS = "mailto:nobody";

  private final List<Sitemap.Entry> entries = new ArrayList<>();
  private final int limit;
  private int bad;
  private int more;

  private SitemapReader(int limit) {
    this.limit = limit;
  }

  /// Rejected where it is no sitemap, or a broken one.
  ///
  /// @param limit how many addresses are read; further ones are counted
  public static Result<Sitemap> read(Content content, int limit) {
    SitemapReader reader = new SitemapReader(limit);
    if (ROBOTS.equals(content.url().getPath())) {
      return Result.ok(reader.robots(content));
    }
    try {
      AbstractSiteMap map =
          reader.new Parser()
              .parseSiteMap(Gzip.decompress(content.bytes(), MAX_BYTES), content.url().toURL());
      return Result.ok(
          map instanceof SiteMapIndex index ? reader.index(index) : reader.pages((SiteMap) map));
    } catch (UnknownFormatException | IOException e) {
      return Result.rejected(
          Reason.SITEMAP_UNREADABLE,
          "expected a sitemap at %s, found something else or a broken one"
              .formatted(content.url()));
    }
  }

  /// The parser, but that it leaves nothing out silently.
  private final class Parser extends SiteMapParser {
    /// Not strict: a sitemap may name pages anywhere; the source says which hosts are followed to.
    Parser() {
      super(false);
      setURLFilter((String text) -> isAddress(text) ? text : NO_ADDRESS);
    }

    /// All lines; the parser's own ends after 50,000 of them.
    @Override
    protected SiteMap processText(URL url, InputStream text) throws IOException {
      new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))
          .lines()
          .map(Blank::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> add(line, null));
      return new SiteMap(url);
    }
  }

  private static boolean isAddress(String text) {
    try {
      HttpAddress.parseLink(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Sitemap pages(SiteMap map) {
    map.getSiteMapUrls().forEach(page -> add(page.getUrl().toString(), page.getLastModified()));
    return new Sitemap(entries, List.of(), bad, more);
  }

  private Sitemap index(SiteMapIndex index) {
    index.getSitemaps().forEach(map -> add(map.getUrl().toString(), map.getLastModified()));
    return new Sitemap(List.of(), entries, bad, more);
  }

  private Sitemap robots(Content content) {
    new SimpleRobotRulesParser()
        .parseContent(content.url().toString(), content.bytes(), "text/plain", List.of())
        .getSitemaps()
        .forEach(address -> add(address, null));
    return new Sitemap(List.of(), entries, bad, more);
  }

  private void add(String address, @Nullable Date changed) {
    if (entries.size() == limit) {
      more++;
      return;
    }
    try {
      entries.add(
          new Sitemap.Entry(
              HttpAddress.parseLink(address), Optional.ofNullable(changed).map(Date::toInstant)));
    } catch (IllegalArgumentException e) {
      bad++;
    }
  }
}
