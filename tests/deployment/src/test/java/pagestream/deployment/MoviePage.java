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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A page of movies in the workshop's layout, served over HTTP, and what its rows are as records.
final class MoviePage implements AutoCloseable {
  private final HttpServer server;
  private volatile List<Integer> movies = List.of();

  MoviePage() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = html().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/movies");
  }

  /// The movies of these numbers, the last excluded.
  void show(int from, int to) {
    movies = IntStream.range(from, to).boxed().toList();
  }

  private String html() {
    return "<!DOCTYPE html><html><body><table class=\"movieTable\"><tbody>"
        + movies.stream().map(MoviePage::row).collect(Collectors.joining("\n"))
        + "</tbody></table></body></html>";
  }

  private static String row(int n) {
    return "<tr>"
        + cell("id", "tt%07d".formatted(n))
        + cell("primaryTitle", "Caf&eacute; &amp; Söhne " + n)
        + cell("originalTitle", n % 3 == 0 ? "N/A" : "東京 " + n)
        + cell("isAdult", n % 2 == 0 ? "True" : "False")
        + cell("startYear", n % 7 == 0 ? "N/A" : Integer.toString(1900 + n % 120))
        + cell("runtimeMinutes", n % 5 == 0 ? "N/A" : Integer.toString(60 + n % 90))
        + cell("genres", n % 4 == 0 ? "N/A" : "Comedy,Sci-Fi")
        + "</tr>";
  }

  private static String cell(String name, String html) {
    return "<td class=\"%s\">%s</td>".formatted(name, html);
  }

  /// The records of the page, without what the pipeline adds to them.
  List<JsonNode> records() {
    return movies.stream().map(MoviePage::movie).toList();
  }

  private static JsonNode movie(int n) {
    ObjectNode movie = JsonNodeFactory.instance.objectNode();
    movie.put("id", "tt%07d".formatted(n)).put("primaryTitle", "Café & Söhne " + n);
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

  @Override
  public void close() {
    server.stop(0);
  }
}
