package pagestream.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pagestream.encoding.Json;

/// One of the shop's invented books.
///
/// @param number counts from 1 in the order of the lists
/// @param stars from 1 to 5
/// @param stock 0 where it is sold out
/// @param changed when its page was last changed
record Book(
    int number,
    String upc,
    String title,
    int pence,
    int stars,
    int stock,
    String category,
    Optional<String> description,
    int reviews,
    LocalDate changed) {
  private static final List<String> STARS = List.of("One", "Two", "Three", "Four", "Five");

  /// What its address ends in: `a-field-guide-to-rain_17`.
  String slug() {
    String plain = Normalizer.normalize(title, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    String words = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return words.replaceAll("^-|-$", "") + "_" + number;
  }

  String price() {
    return "£" + BigDecimal.valueOf(pence, 2);
  }

  String starsInWords() {
    return STARS.get(stars - 1);
  }

  boolean available() {
    return stock > 0;
  }

  String availability() {
    return available() ? "In stock" : "Out of stock";
  }

  /// The record that it shall become; what its pages lack, it lacks too.
  ObjectNode truth() {
    ObjectNode truth =
        Json.MAPPER
            .createObjectNode()
            .put("id", upc)
            .put("title", title)
            .put("price", BigDecimal.valueOf(pence, 2).stripTrailingZeros())
            .put("available", available())
            .put("stock", stock)
            .put("stars", starsInWords())
            .put("category", category)
            .put("reviews", reviews);
    description.ifPresent(text -> truth.put("description", text));
    return truth;
  }
}
