package pagestream.demo;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.http.Query;

/// How a visitor wants the shop.
///
/// @param rows how many books a list has
/// @param links for one book in how many each flaw is
/// @param session whether links have a session id
/// @param carried the parameters as the shop's own links repeat them
record ShopQuery(
    int books,
    int rows,
    NextLink next,
    Map<LinkFlaw, Integer> links,
    boolean session,
    AnswerFlaws answers,
    String carried) {
  static final int USUAL_BOOKS = 1_000;
  static final int MOST_BOOKS = 100_000;

  /// The parameter that has the session's id.
  static final String SESSION_ID = "sid";

  private static final int USUAL_ROWS = 20;

  static final List<String> NAMES =
      Stream.of(
              Stream.of("books", "rows", "next"),
              Arrays.stream(LinkFlaw.values()).map(Wishes::word),
              Stream.of("session", SESSION_ID),
              AnswerFlaws.NAMES.stream())
          .flatMap(names -> names)
          .toList();

  static ShopQuery of(Query query) {
    Wishes wishes = Wishes.of(query, NAMES);
    Map<LinkFlaw, Integer> links = new EnumMap<>(LinkFlaw.class);
    for (LinkFlaw flaw : LinkFlaw.values()) {
      links.put(flaw, wishes.number(Wishes.word(flaw), 0, MOST_BOOKS, 0));
    }
    return new ShopQuery(
        wishes.number("books", 0, MOST_BOOKS, USUAL_BOOKS),
        wishes.number("rows", 1, MOST_BOOKS, USUAL_ROWS),
        wishes.one("next", NextLink.USUAL),
        links,
        wishes.flag("session"),
        AnswerFlaws.of(wishes),
        carried(query));
  }

  /// The session's id is not carried on: each page has a new one.
  private static String carried(Query query) {
    return query.values().entrySet().stream()
        .filter(each -> !each.getKey().equals(SESSION_ID))
        .map(each -> each.getKey() + "=" + each.getValue().getLast())
        .collect(Collectors.joining("&"));
  }

  /// How many lists there are; a shop without books has an empty one.
  int lists() {
    return Math.max(1, Math.ceilDiv(books, rows));
  }

  Stream<Book> list(int list) {
    return InventedBooks.range((list - 1) * rows + 1, Math.min(list * rows, books));
  }

  Stream<Book> all() {
    return InventedBooks.range(1, books);
  }

  /// What is wrong with the link to a book; where two flaws meet, the first one.
  Optional<LinkFlaw> flaw(Book book) {
    return links.entrySet().stream()
        .filter(flaw -> flaw.getValue() > 0 && book.number() % flaw.getValue() == 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
