package pagestream.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pagestream.http.Query;

/// Reads how a visitor wants a page from its query; a wrong wish is refused by an
/// [IllegalArgumentException] that says what was expected and found.
final class Wishes {
  private final Query query;

  private Wishes(Query query) {
    this.query = query;
  }

  /// @param known all parameters that the page has
  static Wishes of(Query query, List<String> known) {
    query.values().keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw refusal("parameter", "one of " + String.join(", ", known), name);
        });
    return new Wishes(query);
  }

  Optional<String> text(String name) {
    return query.last(name);
  }

  <E extends Enum<E>> E one(String name, E otherwise) {
    List<E> all = List.of(otherwise.getDeclaringClass().getEnumConstants());
    String value = text(name).orElse(word(otherwise));
    return all.stream()
        .filter(candidate -> word(candidate).equals(value))
        .findFirst()
        .orElseThrow(
            () -> refusal(name, "one of " + all.stream().map(Wishes::word).toList(), value));
  }

  int number(String name, int least, int most, int otherwise) {
    String value = text(name).orElse(Integer.toString(otherwise));
    if (value.matches("\\d{1,6}")) {
      int number = Integer.parseInt(value);
      if (least <= number && number <= most) {
        return number;
      }
    }
    throw refusal(name, "a whole number from " + least + " to " + most, value);
  }

  boolean flag(String name) {
    String value = text(name).orElse("false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refusal(name, "true or false", value);
    };
  }

  Duration time(String name, Duration longest, Duration otherwise) {
    return text(name).map(value -> time(name, longest, value)).orElse(otherwise);
  }

  private static Duration time(String name, Duration longest, String value) {
    if (value.matches("\\d{1,5}m?s")) {
      long number = Long.parseLong(value.replaceFirst("m?s", ""));
      Duration time = value.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
      if (time.compareTo(longest) <= 0) {
        return time;
      }
    }
    throw refusal(
        name, "a time up to %ds, such as 2s or 500ms".formatted(longest.toSeconds()), value);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static IllegalArgumentException refusal(String name, String expected, String found) {
    return new IllegalArgumentException(
        "%s: expected %s, found \"%s\"".formatted(name, expected, found));
  }
}
