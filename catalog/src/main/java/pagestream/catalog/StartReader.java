package pagestream.catalog;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import pagestream.yaml.YamlMapping;

/// Reads where a source's pages begin: an address, a list of them, or a sitemap.
final class StartReader {
  static final List<String> SITEMAP_OPTIONS = List.of("sitemap", "match", "since");

  private StartReader() {}

  static Start read(YamlMapping source) {
    if (!source.isThere("start")) {
      return Start.at(HttpAddress.NOWHERE);
    }
    return source.isMapping("start") ? sitemap(source.section("start")) : addresses(source);
  }

  private static Start sitemap(YamlMapping start) {
    start.allow(SITEMAP_OPTIONS);
    start.requiredText("sitemap");
    return new Start.Sitemap(
        start.parsed("sitemap", HttpAddress::parse).orElse(HttpAddress.NOWHERE),
        start.parsed("match", Match::of),
        start.parsed("since", TimeSpan::parse));
  }

  private static Start addresses(YamlMapping source) {
    Start.Addresses start = new Start.Addresses(source.allParsed("start", Template::parse));
    if (start.size().compareTo(BigInteger.valueOf(Start.MAX_ADDRESSES)) > 0) {
      source.mistake("start", Start.AT_MOST, String.format(Locale.ROOT, "%,d", start.size()));
    }
    return start;
  }
}
