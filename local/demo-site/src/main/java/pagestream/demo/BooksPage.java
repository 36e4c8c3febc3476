package pagestream.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Invented books, always the same, in the structure of the pages of books.toscrape.com.
final class BooksPage implements DemoPage {
  private static final List<String> FIELDS = List.of("url", "title", "price", "available", "stars");

  private static final long SEED = 9_000_003;
  private static final List<String> STARS = List.of("One", "Two", "Three", "Four", "Five");
  private static final List<String> FIRST =
      List.of(
          "A Field Guide to",
          "The Secret Life of",
          "How to Fold",
          "Letters about",
          "Grandfather's",
          "The Long Night of");
  private static final List<String> SECOND =
      List.of(
          "Borrowed Umbrellas",
          "Käsekuchen & Rain",
          "Unread Newspapers",
          "the \"Other\" Harbour",
          "Left-Handed Bakers",
          "Snow in Põltsamaa");

  @Override
  public String title() {
    return "Invented books";
  }

  @Override
  public List<Map<String, String>> rows(DemoQuery query, int shown) {
    Random random = new Random(SEED);
    List<Map<String, String>> books = new ArrayList<>(query.rows());
    for (int i = 1; i <= query.rows(); i++) {
      books.add(book(shown + i, random));
    }
    return books;
  }

  private static Map<String, String> book(int number, RandomGenerator random) {
    int pence = 999 + random.nextInt(5_000);
    return DemoPage.row(
        FIELDS,
        "/books/" + number,
        "%s %s, volume %d".formatted(pick(FIRST, random), pick(SECOND, random), number),
        String.format(Locale.ROOT, "£%d.%02d", pence / 100, pence % 100),
        random.nextInt(8) == 0 ? "Out of stock" : "In stock",
        pick(STARS, random));
  }

  private static String pick(List<String> words, RandomGenerator random) {
    return words.get(random.nextInt(words.size()));
  }

  @Override
  public String content(DemoQuery query, List<Map<String, String>> rows, DemoHtml html) {
    return rows.stream()
        .map(row -> book(row, html))
        .collect(Collectors.joining("", "<ol class=\"row\">\n", "</ol>\n"));
  }

  private static String book(Map<String, String> row, DemoHtml html) {
    List<String> texts = List.copyOf(row.values());
    return new ProductPod(
            Optional.of(texts.get(0)), texts.get(1), texts.get(2), texts.get(3), texts.get(4))
        .html(html);
  }
}
