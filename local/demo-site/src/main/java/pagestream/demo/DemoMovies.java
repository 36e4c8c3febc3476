package pagestream.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/// The demo site's movies, all invented: always the same, and fewer of them are the first of more.
final class DemoMovies {
  static final int MOST = 20_000;
  static final List<String> FIELDS =
      List.of(
          "id",
          "primaryTitle",
          "originalTitle",
          "isAdult",
          "startYear",
          "runtimeMinutes",
          "genres");
  static final String MISSING = "N/A";

  private static final long SEED = 9_000_001;

  private static final List<String> FIRST =
      List.of(
          "Jüri Tamm & the",
          "The Café of the",
          "Return to the",
          "\"Öö\" and the",
          "Grandmother's",
          "Señor Brühl's",
          "The Underwater",
          "Nobody's",
          "A Very Short",
          "Midnight at the",
          "Fähre zum",
          "The Pâtissier's");
  private static final List<String> SECOND =
      List.of(
          "Marmalade",
          "Clockwork",
          "Überaus Leise",
          "Seventeenth",
          "Blé d'Or",
          "Borrowed",
          "Põhjamaa",
          "Unfinished",
          "Rhubarb",
          "Ålmost Silent",
          "Velvet",
          "Left-Handed");
  private static final List<String> THIRD =
      List.of(
          "Lighthouse",
          "Tram Driver",
          "Käsekuchen",
          "Umbrella",
          "Herring",
          "Orchestra",
          "Résumé",
          "Snow Plough",
          "Teapot",
          "Jäääär",
          "Elevator",
          "Accordion");

  /// Beyond ISO-8859-1, so that a page in windows-1251 has something to say.
  private static final List<String> CYRILLIC =
      List.of("Мармеладный маяк", "Невидимый трамвай", "Семнадцатый чайник", "Левая гармонь");

  private static final List<String> GENRES =
      List.of(
          "Adventure",
          "Animation",
          "Biography",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Family",
          "Fantasy",
          "Mystery",
          "Romance",
          "Sci-Fi");

  private DemoMovies() {}

  /// One invented movie.
  record Movie(
      String id,
      String primaryTitle,
      Optional<String> originalTitle,
      boolean isAdult,
      Optional<Integer> startYear,
      Optional<Integer> runtimeMinutes,
      List<String> genres) {

    /// The text of each field as the page shows it, in the page's order.
    Map<String, String> cells() {
      Map<String, String> cells = new LinkedHashMap<>();
      cells.put("id", id);
      cells.put("primaryTitle", primaryTitle);
      cells.put("originalTitle", originalTitle.orElse(MISSING));
      cells.put("isAdult", isAdult ? "True" : "False");
      cells.put("startYear", startYear.map(String::valueOf).orElse(MISSING));
      cells.put("runtimeMinutes", runtimeMinutes.map(String::valueOf).orElse(MISSING));
      cells.put("genres", genres.isEmpty() ? MISSING : String.join(",", genres));
      return cells;
    }
  }

  /// The first movies, with ids that begin after `shown`.
  static List<Movie> first(int count, int shown) {
    // The JDK specifies this generator to the bit: every machine has the same movies.
    Random random = new Random(SEED);
    List<Movie> movies = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      movies.add(movie(shown + i, random));
    }
    return movies;
  }

  private static Movie movie(int number, RandomGenerator random) {
    String title = pick(FIRST, random) + " " + pick(SECOND, random) + " " + pick(THIRD, random);
    return new Movie(
        "tt" + (9_000_000 + number),
        title,
        originalTitle(title, random),
        random.nextInt(50) == 0,
        sometimes(20, 1895 + random.nextInt(131), random),
        sometimes(10, 3 + random.nextInt(237), random),
        genres(random));
  }

  private static Optional<String> originalTitle(String title, RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(pick(CYRILLIC, random));
      default -> Optional.of(title);
    };
  }

  /// Missing once in `oneIn`.
  private static Optional<Integer> sometimes(int oneIn, int value, RandomGenerator random) {
    return random.nextInt(oneIn) == 0 ? Optional.empty() : Optional.of(value);
  }

  private static List<String> genres(RandomGenerator random) {
    return random
        .ints(random.nextInt(4), 0, GENRES.size())
        .distinct()
        .sorted()
        .mapToObj(GENRES::get)
        .toList();
  }

  private static String pick(List<String> words, RandomGenerator random) {
    return words.get(random.nextInt(words.size()));
  }
}
