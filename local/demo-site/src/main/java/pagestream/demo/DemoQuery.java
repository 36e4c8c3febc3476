package pagestream.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pagestream.http.Query;

/// How a visitor wants a page of the demo site; a wrong wish is refused by an
/// [IllegalArgumentException] that says what was expected and found.
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
    List<String> known = NAMES.stream().filter(name -> !without.contains(name)).toList();
    query.values().keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw refusal("parameter", "one of " + String.join(", ", known), name);
        });
    int rows = number(query, "rows", 0, DemoMovies.MOST, USUAL_ROWS);
    return new DemoQuery(
        one(query, "layout", Layout.FIRST),
        one(query, "type", Type.HTML),
        rows,
        number(query, "broken", 0, rows, 0),
        number(query, "status", 200, 599, 200),
        flag(query, "empty"),
        flag(query, "fresh"),
        number(query, "size", 0, MOST_MEGABYTES, 0),
        query.last("delay").map(DemoQuery::delay).orElse(Duration.ZERO),
        query.last("charset").map(DemoQuery::charset).orElse(StandardCharsets.UTF_8),
        query.last("redirect").map(DemoQuery::redirect));
  }

  private static <E extends Enum<E>> E one(Query query, String name, E otherwise) {
    List<E> all = List.of(otherwise.getDeclaringClass().getEnumConstants());
    String value = query.last(name).orElse(word(otherwise));
    return all.stream()
        .filter(candidate -> word(candidate).equals(value))
        .findFirst()
        .orElseThrow(
            () -> refusal(name, "one of " + all.stream().map(DemoQuery::word).toList(), value));
  }

  private static int number(Query query, String name, int least, int most, int otherwise) {
    String value = query.last(name).orElse(Integer.toString(otherwise));
    if (value.matches("\\d{1,6}")) {
      int number = Integer.parseInt(value);
      if (least <= number && number <= most) {
        return number;
      }
    }
    throw refusal(name, "a whole number from " + least + " to " + most, value);
  }

  private static boolean flag(Query query, String name) {
    String value = query.last(name).orElse("false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refusal(name, "true or false", value);
    };
  }

  private static Duration delay(String value) {
    if (value.matches("\\d{1,5}m?s")) {
      long number = Long.parseLong(value.replaceFirst("m?s", ""));
      Duration delay =
          value.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
      if (delay.compareTo(LONGEST_DELAY) <= 0) {
        return delay;
      }
    }
    throw refusal(
        "delay",
        "a time up to %ds, such as 2s or 500ms".formatted(LONGEST_DELAY.toSeconds()),
        value);
  }

  private static Charset charset(String value) {
    return switch (value) {
      case "utf-8", "iso-8859-1", "windows-1251" -> Charset.forName(value);
      default -> throw refusal("charset", "utf-8, iso-8859-1 or windows-1251", value);
    };
  }

  private static String redirect(String value) {
    try {
      return new URI(value).toASCIIString();
    } catch (URISyntaxException e) {
      throw refusal("redirect", "a URL", value);
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException refusal(String name, String expected, String found) {
    return new IllegalArgumentException(
        "%s: expected %s, found \"%s\"".formatted(name, expected, found));
  }
}
