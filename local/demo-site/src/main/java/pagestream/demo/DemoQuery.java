package pagestream.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pagestream.http.Query;

/// How a visitor wants a page of rows.
record DemoQuery(
    Layout layout,
    Type type,
    int rows,
    int broken,
    int status,
    boolean empty,
    boolean fresh,
    int megabytes,
    Duration delay,
    Charset charset,
    Optional<String> redirect) {
  /// Which of the first page's layouts; mixed leaves it to chance.
  enum Layout {
    FIRST,
    SECOND,
    MIXED
  }

  /// What the answer is.
  enum Type {
    HTML,
    JSON,
    PDF
  }

  static final int USUAL_ROWS = 250;
  static final int MOST_MEGABYTES = 100;
  static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

  private static final List<String> NAMES =
      List.of(
          "layout",
          "type",
          "rows",
          "broken",
          "status",
          "empty",
          "fresh",
          "size",
          "delay",
          "charset",
          "redirect");

  /// @param without the parameters that the page does not have, though others do
  static DemoQuery of(Query query, Set<String> without) {
    Wishes wishes =
        Wishes.of(query, NAMES.stream().filter(name -> !without.contains(name)).toList());
    int rows = wishes.number("rows", 0, DemoMovies.MOST, USUAL_ROWS);
    return new DemoQuery(
        wishes.one("layout", Layout.FIRST),
        wishes.one("type", Type.HTML),
        rows,
        wishes.number("broken", 0, rows, 0),
        wishes.number("status", 200, 599, 200),
        wishes.flag("empty"),
        wishes.flag("fresh"),
        wishes.number("size", 0, MOST_MEGABYTES, 0),
        wishes.time("delay", LONGEST_DELAY, Duration.ZERO),
        wishes.text("charset").map(DemoQuery::charset).orElse(StandardCharsets.UTF_8),
        wishes.text("redirect").map(DemoQuery::redirect));
  }

  private static Charset charset(String value) {
    return switch (value) {
      case "utf-8", "iso-8859-1", "windows-1251" -> Charset.forName(value);
      default -> throw Wishes.refusal("charset", "utf-8, iso-8859-1 or windows-1251", value);
    };
  }

  private static String redirect(String value) {
    try {
      return new URI(value).toASCIIString();
    } catch (URISyntaxException e) {
      throw Wishes.refusal("redirect", "a URL", value);
    }
  }
}
