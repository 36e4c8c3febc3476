package pagestream.demo;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import pagestream.http.Answer;
import pagestream.http.Query;
import pagestream.http.Request;

/// A shop of many invented books: lists that lead to one another, a page for each book, and the
/// records that all of it shall become.
final class Shop implements DemoPart {
  static final String PATH = "/shop/";

  private static final String TRUTH = PATH + "books.json";

  /// When a list without books was last changed.
  private static final LocalDate OPENED = LocalDate.of(2024, 1, 1);

  private final AtomicLong sessions = new AtomicLong();
  private final FlawedAnswers flawed;

  /// A page, and when it was last changed.
  private record Page(String html, LocalDate changed) {}

  Shop(FlawedAnswers flawed) {
    this.flawed = flawed;
  }

  @Override
  public Set<String> paths() {
    return Set.of(PATH, TRUTH);
  }

  @Override
  public Optional<Answer> answer(Request request) throws IOException {
    if (!request.path().startsWith(PATH)) {
      return Optional.empty();
    }
    ShopQuery query = ShopQuery.of(Query.parse(request.query()));
    return request.path().equals(TRUTH) ? Optional.of(truth(query)) : page(request, query);
  }

  /// What one gets who follows all links to books of this shop and obeys robots.txt.
  private static Answer truth(ShopQuery query) {
    return DemoJson.list(query.all().filter(book -> query.flaw(book).isEmpty()).map(Book::truth));
  }

  private Optional<Answer> page(Request request, ShopQuery query) throws IOException {
    ShopLinks links = new ShopLinks(query, session(query));
    Optional<Page> page = page(request.path().substring(PATH.length()), links);
    if (page.isEmpty()) {
      return Optional.empty();
    }
    Optional<Answer> instead = flawed.instead(request.path(), query.answers());
    return instead.isPresent() ? instead : page.map(each -> answer(request, each));
  }

  private Optional<String> session(ShopQuery query) {
    return query.session()
        ? Optional.of(HexFormat.of().toHexDigits(Mix.of(sessions.incrementAndGet())))
        : Optional.empty();
  }

  private static Optional<Page> page(String address, ShopLinks links) {
    int list = links.listAt(address);
    return list > 0
        ? Optional.of(list(list, links))
        : links
            .bookAt(address)
            .map(book -> new Page(new ShopHtml(links).book(book), book.changed()));
  }

  private static Page list(int number, ShopLinks links) {
    List<Book> books = links.query().list(number).toList();
    LocalDate changed =
        books.stream().map(Book::changed).max(Comparator.naturalOrder()).orElse(OPENED);
    return new Page(new ShopHtml(links).list(number, books), changed);
  }

  private static Answer answer(Request request, Page page) {
    Answer answer = DemoHtml.answer(page.html());
    return Validators.of(answer, page.changed()).answer(request, answer);
  }
}
