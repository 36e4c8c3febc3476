package pagestream.demo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The addresses of the shop's pages below its own, and the links to them, which carry the query
/// on.
///
/// @param session the session's id, where links have one
record ShopLinks(ShopQuery query, Optional<String> session) {
  /// Below it are pages that robots.txt forbids.
  static final String PRIVATE = "private/";

  /// Nothing answers there (RFC 2606).
  private static final String ELSEWHERE = "http://elsewhere.example/";

  private static final String SCRIPT = "javascript:void(0)";
  private static final Pattern LIST = Pattern.compile("page-([1-9]\\d{0,5})\\.html");
  private static final Pattern BOOK = Pattern.compile("\\w+/[a-z0-9-]+_([1-9]\\d{0,5})/");

  /// The number of the list at an address; 0 where it is none.
  int listAt(String address) {
    int list = address.isEmpty() ? 1 : number(LIST.matcher(address));
    return list <= query.lists() ? list : 0;
  }

  /// The book whose page is at an address.
  Optional<Book> bookAt(String address) {
    int number = number(BOOK.matcher(address));
    return Optional.of(number)
        .filter(each -> 0 < each && each <= query.books())
        .map(InventedBooks::book)
        .filter(book -> query.flaw(book).filter(LinkFlaw.DEAD::equals).isEmpty())
        .filter(book -> address(book).equals(address));
  }

  private static int number(Matcher matcher) {
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  String address(Book book) {
    boolean isPrivate = query.flaw(book).filter(LinkFlaw.PRIVATE::equals).isPresent();
    return (isPrivate ? PRIVATE : "books/") + book.slug() + "/";
  }

  /// From a list to a book's page; empty where there is no link.
  Optional<String> toBook(Book book) {
    Optional<LinkFlaw> flaw = query.flaw(book);
    if (flaw.isEmpty()) {
      return Optional.of(within(address(book)));
    }
    return switch (flaw.get()) {
      case PRIVATE, DEAD -> Optional.of(within(address(book)));
      case UNLINKED -> Optional.empty();
      case AWAY -> Optional.of(ELSEWHERE + address(book));
      case SCRIPT -> Optional.of(SCRIPT);
    };
  }

  /// From one list to another.
  String toList(int list) {
    return within(list == 1 ? "./" : "page-%d.html".formatted(list));
  }

  /// From a list to the next one.
  Optional<String> next(int list) {
    if (query.next() == NextLink.NONE) {
      return Optional.empty();
    }
    return list < query.lists() ? Optional.of(toList(list + 1)) : afterLast(list);
  }

  private Optional<String> afterLast(int last) {
    return switch (query.next()) {
      case USUAL, NONE -> Optional.empty();
      case FIRST -> Optional.of(toList(1));
      case SELF -> Optional.of(toList(last));
      case BEFORE -> Optional.of(toList(Math.max(1, last - 1)));
      case AWAY -> Optional.of(ELSEWHERE + "page-%d.html".formatted(last + 1));
      case SCRIPT -> Optional.of(SCRIPT);
    };
  }

  /// A link to a page of the shop.
  String within(String address) {
    String own = session.map(id -> ShopQuery.SESSION_ID + "=" + id).orElse("");
    String both = query.carried() + (query.carried().isEmpty() || own.isEmpty() ? "" : "&") + own;
    return both.isEmpty() ? address : address + "?" + both;
  }
}
