package pagestream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Movies over HTTP, and what they are as records: one page has them in the workshop's layout, the
/// other has their ratings, under the same ids.
final class MovieSite implements AutoCloseable {
  private final HttpServer server;
  private volatile List<Integer> numbers = List.of();

  MovieSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/movies", this::movies);
    serve("/ratings", this::ratings);
    server.start();
  }

  private void serve(String path, Supplier<String> page) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = page.get().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  URI moviesUrl() {
    return url("/movies");
  }

  URI ratingsUrl() {
    return url("/ratings");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /// The movies of these numbers, the last excluded.
  void show(int from, int to) {
    numbers = IntStream.range(from, to).boxed().toList();
  }

  private String movies() {
    return table("movieTable", MovieSite::movieRow);
  }

  private String ratings() {
    return table("ratings", MovieSite::ratingRow);
  }

  private String table(String name, IntFunction<String> row) {
    return "<!DOCTYPE html><html><body><table class=\"%s\"><tbody>".formatted(name)
        + numbers.stream().map(row::apply).collect(Collectors.joining("\n"))
        + "</tbody></table></body></html>";
  }

  private static String movieRow(int n) {
    return "<tr>"
        + cell("id", id(n))
        + cell("primaryTitle", "Caf&eacute; &amp; Söhne " + n)
        + cell("originalTitle", n % 3 == 0 ? "N/A" : "東京 " + n)
        + cell("isAdult", n % 2 == 0 ? "True" : "False")
        + cell("startYear", n % 7 == 0 ? "N/A" : Integer.toString(1900 + n % 120))
        + cell("runtimeMinutes", n % 5 == 0 ? "N/A" : Integer.toString(60 + n % 90))
        + cell("genres", n % 4 == 0 ? "N/A" : "Comedy,Sci-Fi")
        + "</tr>";
  }

  private static String ratingRow(int n) {
    return "<tr>"
        + cell("id", id(n))
        + cell("averageRating", 1 + n % 9 + ".5")
        + cell("numVotes", Integer.toString(n))
        + "</tr>";
  }

  private static String id(int n) {
    return "tt%07d".formatted(n);
  }

  private static String cell(String name, String html) {
    return "<td class=\"%s\">%s</td>".formatted(name, html);
  }

  /// The records of the first page, without what the pipeline adds to them.
  List<JsonNode> movieRecords() {
    return numbers.stream().map(MovieSite::movie).toList();
  }

  List<JsonNode> ratingRecords() {
    return numbers.stream().map(MovieSite::rating).toList();
  }

  private static JsonNode movie(int n) {
    ObjectNode movie = JsonNodeFactory.instance.objectNode();
    movie.put("id", id(n)).put("primaryTitle", "Café & Söhne " + n);
    if (n % 3 != 0) {
      movie.put("originalTitle", "東京 " + n);
    }
    movie.put("isAdult", n % 2 == 0);
    if (n % 7 != 0) {
      movie.put("startYear", 1900 + n % 120);
    }
    if (n % 5 != 0) {
      movie.put("runtimeMinutes", 60 + n % 90);
    }
    if (n % 4 != 0) {
      movie.putArray("genres").add("Comedy").add("Sci-Fi");
    }
    return movie;
  }

  private static JsonNode rating(int n) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id(n))
        .put("rating", 1.5 + n % 9)
        .put("votes", n);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
