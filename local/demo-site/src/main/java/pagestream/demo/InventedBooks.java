package pagestream.demo;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The shop's books by number: each is made when it is asked for, and always the same.
final class InventedBooks {
  private static final long SEED = 9_000_004;
  private static final LocalDate FIRST_CHANGE = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 700;

  private static final List<String> KINDS =
      List.of(
          "The Atlas of",
          "A Short Defence of",
          "Conversations with",
          "Nine Lessons in",
          "The Café Owner's Guide to",
          "My Year of",
          "Tom & Märt:",
          "Against",
          "The Museum of",
          "Teach Yourself",
          "\"Nobody Reads\" and Other",
          "O'Malley's Book of");
  private static final List<String> MANNERS =
      List.of(
          "Forgotten",
          "Imaginary",
          "Underwater",
          "Très Petite",
          "Half-Finished",
          "Sleepy",
          "Northern",
          "Überraschend Small",
          "Second-Hand",
          "Polite");
  private static final List<String> THINGS =
      List.of(
          "Ladders",
          "Tramlines",
          "Cheeses",
          "Librarians",
          "Õunakoogid",
          "Weather Reports",
          "Lamp Posts",
          "Arguments",
          "Ferries",
          "Piñatas",
          "Hedgehogs",
          "Timetables");
  private static final List<String> CATEGORIES =
      List.of(
          "Travel",
          "Mystery",
          "Poetry",
          "Food & Drink",
          "History",
          "Science Fiction",
          "Children's",
          "Philosophy",
          "Music",
          "Sports and Games",
          "Self Help",
          "Short Stories");
  private static final List<String> SENTENCES =
      List.of(
          "Nobody asked for this book, and yet here it is.",
          "A retired postman counts every window between Tallinn & Tartu.",
          "\"I laughed until the train arrived,\" writes a reader who missed it.",
          "The second half is about soup; the first half is about < 3 spoons.",
          "Illustrated by the author's niece, who is seven and says so.",
          "Сорок рецептов без соли.",
          "With 12 maps, 3 of them upside down.",
          "It ends — as it must — in a café by the harbour.");

  private InventedBooks() {}

  /// From one number to another, both included.
  static Stream<Book> range(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(InventedBooks::book);
  }

  static Book book(int number) {
    // The JDK specifies this generator to the bit: every machine has the same books.
    RandomGenerator random = new Random(Mix.of(SEED + number));
    return new Book(
        number,
        HexFormat.of().toHexDigits(Mix.of(number)),
        String.join(" ", pick(KINDS, random), pick(MANNERS, random), pick(THINGS, random)),
        500 + random.nextInt(5_500),
        1 + random.nextInt(5),
        random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(30),
        pick(CATEGORIES, random),
        description(random),
        random.nextInt(3) == 0 ? random.nextInt(2_000) : 0,
        FIRST_CHANGE.plusDays(random.nextInt(DAYS)));
  }

  private static Optional<String> description(RandomGenerator random) {
    int sentences = random.nextInt(25) == 0 ? 0 : 1 + random.nextInt(4);
    return Stream.generate(() -> pick(SENTENCES, random))
        .limit(sentences)
        .distinct()
        .reduce((one, other) -> one + " " + other);
  }

  private static String pick(List<String> words, RandomGenerator random) {
    return words.get(random.nextInt(words.size()));
  }
}
