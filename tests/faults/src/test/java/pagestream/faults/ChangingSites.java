package pagestream.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import pagestream.fetching.Network;
import pagestream.timing.Deadline;

/// Sites whose pages change between two runs, and sometimes change back. Within a run a page stays
/// as it is, so that it can be said what becomes of its rows. Some rows are broken, some have the
/// key of another one, and some lead to a page with more of them.
final class ChangingSites implements Network {
  static final String RECIPE =
      """
      rows: li
      key: id
      missing: [%s]
      layout: {present: [ul]}
      fields:
        id: {select: i, required: true}
        value: {select: u}
        number: {select: s, type: integer}
        filler: {select: p}
      follow:
        next: a.next
        detail: {link: a.more, fields: {more: {select: b}}}
      """;

  /// In place of a number; a value that is missing once the recipe was mended.
  static final String NO_NUMBER = "soon";

  private static final int STATES = 3;

  /// How a row is on its page.
  enum Kind {
    GOOD,
    /// The scraper cannot take it off.
    BROKEN,
    /// The processor cannot make a record of it.
    NO_RECORD
  }

  /// @param id the same for some rows of a page
  /// @param content all that its record says
  record SiteRow(int position, String id, Kind kind, String content, boolean leadsOn) {}

  private final Plan plan;
  private final Random random;
  private final Supplier<String> run;
  private final Map<String, Integer> now = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();

  /// @param run for which a page is asked
  ChangingSites(Plan plan, Random random, Supplier<String> run) {
    this.plan = plan;
    this.random = random;
    this.run = run;
  }

  String start(int source) {
    return "http://s%d.example/list/1".formatted(source);
  }

  @Override
  public List<InetAddress> resolve(String host, Deadline deadline) {
    return List.of(InetAddress.getLoopbackAddress());
  }

  @Override
  public Reply get(Request request, List<InetAddress> at, Deadline deadline) {
    if (request.url().getPath().equals("/robots.txt")) {
      return reply(404, "none", "");
    }
    String text = page(run.get(), request.url());
    String tag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
    return tag.equals(request.headers().get("If-None-Match"))
        ? reply(304, "", tag)
        : reply(200, text, tag);
  }

  private static Reply reply(int status, String text, String tag) {
    Map<String, List<String>> headers =
        Map.of("Content-Type", List.of("text/html; charset=utf-8"), "ETag", List.of(tag));
    return new Reply(
        status, HttpHeaders.of(headers, (name, value) -> true), text.getBytes(UTF_8), true);
  }

  private String page(String forRun, URI url) {
    if (url.getPath().startsWith("/more/")) {
      return "<b>" + more(forRun, url) + "</b>";
    }
    if (isStrange(forRun, url)) {
      return "<h1>Something else</h1>";
    }
    StringBuilder page = new StringBuilder("<ul>");
    rows(forRun, url).forEach(row -> page.append(html(row)));
    page.append("</ul>");
    int list = list(url);
    return list < plan.lists()
        ? page.append("<a class=next href='/list/%d'>next</a>".formatted(list + 1)).toString()
        : page.toString();
  }

  private String html(SiteRow row) {
    return "<li>%s<u>%s</u><s>%s</s><p>%s</p>%s</li>"
        .formatted(
            row.kind() == Kind.BROKEN ? "" : "<i>" + row.id() + "</i>",
            row.content(),
            row.kind() == Kind.NO_RECORD ? NO_NUMBER : "7",
            "x".repeat(plan.filler()),
            row.leadsOn() ? "<a class=more href='/more/" + row.id() + "'>more</a>" : "");
  }

  private static int list(URI url) {
    return Integer.parseInt(url.getPath().substring("/list/".length()));
  }

  /// In which state a run finds a page: it may have changed since the last one did.
  private int state(String forRun, URI url) {
    return seen.computeIfAbsent(
        forRun + url,
        first ->
            now.merge(
                url.toString(),
                0,
                (state, none) -> random.nextInt(2) == 0 ? state : random.nextInt(STATES)));
  }

  /// Whether a page has no list at all.
  boolean isStrange(String forRun, URI url) {
    return dice(url.toString() + state(forRun, url), 15) == 0;
  }

  /// What a page has of the row that led to it.
  String more(String forRun, URI url) {
    return "more" + state(forRun, url);
  }

  List<SiteRow> rows(String forRun, URI list) {
    int state = state(forRun, list);
    List<SiteRow> rows = new ArrayList<>();
    for (int i = 0; i < plan.rows(); i++) {
      String id = list.getHost() + "-" + list(list) + "-" + i;
      boolean isTwin = i > 0 && dice("twin" + id, 5) == 0 && !rows.get(dice(id, i)).leadsOn();
      String key = isTwin ? rows.get(dice(id, i)).id() : id;
      String content = "%s-%d".formatted(isTwin ? "twin" + i : "v", dice(id + state, STATES));
      Kind kind = i == 0 ? Kind.GOOD : kind(id + state);
      boolean leadsOn = i > 0 && !isTwin && dice("more" + id, plan.leading()) == 0;
      rows.add(new SiteRow(i, key, kind, content, leadsOn));
    }
    return rows;
  }

  private Kind kind(String row) {
    return switch (dice("kind" + row, 12)) {
      case 0 -> Kind.BROKEN;
      case 1 -> Kind.NO_RECORD;
      default -> Kind.GOOD;
    };
  }

  /// The same for the same text.
  static int dice(String text, int sides) {
    int hash = text.hashCode() * 0x9E3779B1;
    return Math.floorMod(hash ^ (hash >>> 15), sides);
  }
}
