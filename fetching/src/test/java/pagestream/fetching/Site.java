package pagestream.fetching;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A web site on this machine: a proper server, and sockets that answer as badly as they are told.
public final class Site implements AutoCloseable {
  public static final String HTML = "text/html; charset=utf-8";

  private final HttpServer server;
  private final Map<String, Response> responses = new ConcurrentHashMap<>();
  private final List<ServerSocket> sockets = new ArrayList<>();

  /// The paths asked for, in order.
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /// The same without robots.txt.
  public List<String> pages() {
    return requests.stream().filter(path -> !path.equals("/robots.txt")).toList();
  }

  /// Who asked, in order.
  public final List<String> visitors = new CopyOnWriteArrayList<>();

  /// How many of them had the page.
  public volatile int notModified;

  /// What they asked for, in order.
  public final List<String> wishes = new CopyOnWriteArrayList<>();

  /// The hosts that they asked for, in order.
  public final List<String> hosts = new CopyOnWriteArrayList<>();

  public Site() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> respond(exchange, new Response(404, HTML, "lost")));
    server.start();
  }

  /// @param type of the content; empty for none
  /// @param headers names and values in turn
  public record Response(int status, String type, byte[] body, String... headers) {
    public Response(int status, String type, String body, String... headers) {
      this(status, type, body.getBytes(UTF_8), headers);
    }

    public static Response page(String body) {
      return new Response(200, HTML, body);
    }

    public static Response redirect(String location) {
      return new Response(302, HTML, "moved", "Location", location);
    }
  }

  /// Answers at a path from now on, and returns its address.
  public URI at(String path, Response response) {
    if (responses.put(path, response) == null) {
      server.createContext(
          path, exchange -> respond(exchange, responses.getOrDefault(path, response)));
    }
    return url(path);
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void respond(HttpExchange exchange, Response response) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestURI().toString());
      visitors.add(exchange.getRequestHeaders().getFirst("User-Agent"));
      hosts.add(exchange.getRequestHeaders().getFirst("Host"));
      wishes.add(exchange.getRequestHeaders().getFirst("Accept"));
      if (!response.type().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", response.type());
      }
      for (int i = 0; i < response.headers().length; i += 2) {
        exchange.getResponseHeaders().set(response.headers()[i], response.headers()[i + 1]);
      }
      if (isKnown(exchange)) {
        notModified++;
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      int length = response.body().length;
      exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(response.body());
    }
  }

  /// Whether the visitor has the page, by its ETag or its Last-Modified.
  private static boolean isKnown(HttpExchange exchange) {
    return isSame(exchange, "If-None-Match", "ETag")
        || isSame(exchange, "If-Modified-Since", "Last-Modified");
  }

  private static boolean isSame(HttpExchange exchange, String condition, String validator) {
    String known = exchange.getRequestHeaders().getFirst(condition);
    return known != null && known.equals(exchange.getResponseHeaders().getFirst(validator));
  }

  @FunctionalInterface
  public interface Conversation {
    void with(Socket visitor) throws IOException;
  }

  /// An answer byte by byte.
  public static Conversation says(String answer) {
    return visitor -> visitor.getOutputStream().write(answer.getBytes(ISO_8859_1));
  }

  /// What was said to a visitor.
  ///
  /// @param ended when the first conversation is over, by whoever ended it
  public record Raw(URI url, CompletableFuture<Void> ended) {}

  /// Reads each visitor's request, holds the conversation and hangs up.
  public Raw raw(Conversation conversation) throws IOException {
    ServerSocket socket = new ServerSocket();
    sockets.add(socket);
    socket.bind(new InetSocketAddress("127.0.0.1", 0));
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      while (!socket.isClosed()) {
        try (Socket visitor = socket.accept()) {
          readHead(visitor.getInputStream());
          conversation.with(visitor);
        } catch (IOException e) {
          // the visitor hung up first, or the site is closed
        } finally {
          ended.complete(null);
        }
      }
    });
    return new Raw(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"), ended);
  }

  static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}
