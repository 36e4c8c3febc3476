package pagestream.fetching;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pagestream.catalog.HttpAddress;

/// What a site's robots.txt says to Pagestream ([RFC
/// 9309](https://www.rfc-editor.org/rfc/rfc9309)).
public final class RobotsRules {
  private static final int NO_WARNINGS = 0;

  /// Those of a site that has no robots.txt: everything is allowed.
  public static final RobotsRules NONE =
      new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));

  private final BaseRobotRules rules;

  private RobotsRules(BaseRobotRules rules) {
    this.rules = rules;
  }

  /// Where the rules for a page are.
  public static URI addressFor(URI page) {
    return URI.create(
        "%s://%s/robots.txt"
            .formatted(page.getScheme().toLowerCase(Locale.ROOT), HttpAddress.host(page)));
  }

  /// A text without rules, such as an HTML page, allows everything.
  public static RobotsRules parse(URI address, byte[] text) {
    SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, NO_WARNINGS);
    parser.setExactUserAgentMatching(true);
    return new RobotsRules(
        parser.parseContent(address.toString(), text, "text/plain", List.of(UserAgent.TOKEN)));
  }

  public boolean allow(URI page) {
    return rules.isAllowed(page.toString());
  }

  /// How long the site wishes robots to wait between two requests.
  public Optional<Duration> crawlDelay() {
    long millis = rules.getCrawlDelay();
    return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }
}
