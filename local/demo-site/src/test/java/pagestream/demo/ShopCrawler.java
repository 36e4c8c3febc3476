package pagestream.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import pagestream.encoding.Json;

/// Reads a shop as a recipe does: from a list to its books' pages and to the next list.
final class ShopCrawler {
  private final Visitor visitor;
  private final Set<String> lists = new LinkedHashSet<>();
  private final Map<String, ObjectNode> books = new LinkedHashMap<>();

  ShopCrawler(Visitor visitor) {
    this.visitor = visitor;
  }

  /// The addresses of the lists that were read.
  Set<String> lists() {
    return lists;
  }

  /// The records by the addresses of their pages.
  Map<String, ObjectNode> books() {
    return books;
  }

  ArrayNode records() {
    return Json.MAPPER.createArrayNode().addAll(books.values());
  }

  ShopCrawler crawl(String start) throws IOException, InterruptedException {
    Queue<String> waiting = new ArrayDeque<>(Set.of(start));
    while (!waiting.isEmpty()) {
      Document list = visitor.page(waiting.remove());
      lists.add(list.location());
      for (Element row : list.select("ol.row article.product_pod")) {
        add(row);
      }
      list.select("li.next a").stream()
          .map(next -> next.absUrl("href"))
          .filter(next -> !lists.contains(next))
          .forEach(waiting::add);
    }
    return this;
  }

  private void add(Element row) throws IOException, InterruptedException {
    String address = row.select("h3 a").attr("abs:href");
    Document page = visitor.page(address);
    ObjectNode book =
        Json.MAPPER
            .createObjectNode()
            .put("id", page.select("th:containsOwn(UPC) + td").text())
            .put("title", row.select("h3 a").attr("title"))
            .put("price", number(row.select(".price_color").text()))
            .put("available", row.select(".availability").text().equals("In stock"))
            .put("stars", row.select(".star-rating").attr("class").replace("star-rating ", ""))
            .put("category", page.select("ul.breadcrumb li:nth-child(3)").text())
            .put("stock", count(page, ".product_main .availability"))
            .put("reviews", count(page, "th:containsOwn(Number of reviews) + td"));
    Optional.ofNullable(page.selectFirst("#product_description + p"))
        .ifPresent(description -> book.put("description", description.text()));
    books.put(address, book);
  }

  private static int count(Document page, String selector) {
    return number(page.select(selector).text()).intValueExact();
  }

  /// The number in a text.
  private static BigDecimal number(String text) {
    return new BigDecimal(text.replaceAll("[^\\d.]", "")).stripTrailingZeros();
  }

  /// As JSON reads it, where two numbers are the same if their texts are.
  static JsonNode reread(JsonNode node) throws IOException {
    return Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(node));
  }
}
