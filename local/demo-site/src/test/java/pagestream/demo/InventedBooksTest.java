package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InventedBooksTest {
  private static final List<Book> BOOKS = InventedBooks.range(1, ShopQuery.USUAL_BOOKS).toList();

  @Test
  void areTheSameEveryTimeAndEverywhere() {
    assertThat(BOOKS.getFirst().truth().toString())
        .isEqualTo(
            "{\"id\":\"910a2dec89025cc1\",\"title\":\"Teach Yourself Très Petite Weather Reports\","
                + "\"price\":22.76,\"available\":false,\"stock\":0,\"stars\":\"Three\","
                + "\"category\":\"Short Stories\",\"reviews\":0,"
                + "\"description\":\"A retired postman counts every window between Tallinn & Tartu."
                + " Сорок рецептов без соли.\"}");
    assertThat(InventedBooks.book(1_000)).isEqualTo(BOOKS.getLast());
  }

  @Test
  void haveACodeEach() {
    assertThat(InventedBooks.range(1, ShopQuery.MOST_BOOKS).map(Book::upc).distinct().count())
        .isEqualTo(ShopQuery.MOST_BOOKS);
  }

  @Test
  void haveAnAddressEach() {
    assertThat(BOOKS)
        .extracting(Book::slug)
        .doesNotHaveDuplicates()
        .allMatch(slug -> slug.matches("[a-z0-9]+(-[a-z0-9]+)*_[1-9][0-9]*"));
  }

  @Test
  void showWhatPagesHoldInStoreForAParser() {
    assertThat(BOOKS.stream().map(Book::truth).map(Object::toString).collect(Collectors.joining()))
        .contains("é", "Ü", "Õ", "&", "\\\"", "'", "С", "<", "—");
    assertThat(BOOKS).anyMatch(book -> book.description().isEmpty());
    assertThat(BOOKS).anyMatch(book -> !book.available());
    assertThat(BOOKS).extracting(Book::stars).contains(1, 2, 3, 4, 5);
    assertThat(BOOKS).anyMatch(book -> book.pence() % 10 == 0);
  }

  @Test
  void lackADescriptionThatTheirPagesLack() {
    Book undescribed =
        BOOKS.stream().filter(book -> book.description().isEmpty()).findFirst().orElseThrow();

    assertThat(undescribed.truth().has("description")).isFalse();
  }
}
