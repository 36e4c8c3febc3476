package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import pagestream.pacing.Pace;

/// Sites that a simulation has in place of the Internet. Each host has lists, one leading to the
/// next; the pages with the details of their rows are on all hosts of its group.
final class SimulatedSites extends HttpClient {
  /// One page in so many kills whoever fetches it.
  private static final int DEADLY = 20_000;

  private static final String LIST = "/list/";

  /// @param group how many hosts link to one another
  /// @param lists of each host
  /// @param rows of each list
  record Shape(int hosts, int group, int lists, int rows) {
    int tasks() {
      return hosts * lists * (1 + rows);
    }

    /// How many pages nobody finds without a list.
    int behind(int list) {
      return rows + (lists - list) * (1 + rows);
    }

    URI list(int host, int number) {
      return URI.create("http://h%d.example".formatted(host) + LIST + number);
    }

    /// The page with the details of a row.
    String details(int host, int list, int row) {
      int other = host / group * group + (host + 7 * row + list) % group;
      return "http://h%d.example/book/%d-%d-%d".formatted(other, host, list, row);
    }
  }

  private final List<SimulatedHost> hosts;
  private final Shape shape;
  private final VirtualTime time;
  private final Random random;
  private final Runnable risk;

  /// @param risk may kill who fetches a page
  SimulatedSites(Shape shape, Pace pace, VirtualTime time, Random random, Runnable risk) {
    this.hosts =
        IntStream.range(0, shape.hosts()).mapToObj(i -> new SimulatedHost(i, pace)).toList();
    this.shape = shape;
    this.time = time;
    this.random = random;
    this.risk = risk;
  }

  List<SimulatedHost> hosts() {
    return hosts;
  }

  /// @param name such as `h12.example`
  SimulatedHost host(String name) {
    return hosts.get(number(name));
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(1, name.indexOf('.')));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    SimulatedHost host = host(request.uri().getHost());
    host.begins(time.instant());
    boolean isDown = host.isDown(time.instant());
    try {
      time.sleep(host.takes(random, time.instant()));
      die(request.uri());
    } finally {
      host.ends();
    }
    return isDown
        ? CompletableFuture.failedFuture(new ConnectException("connection refused"))
        : CompletableFuture.completedFuture(answer(host, request, handler));
  }

  private void die(URI page) {
    if (Math.floorMod(page.getPath().hashCode(), DEADLY) == 0) {
      throw new SimulatedQueue.Killed();
    }
    risk.run();
  }

  private <T> HttpResponse<T> answer(
      SimulatedHost host, HttpRequest request, BodyHandler<T> handler) {
    if (host.kind == SimulatedHost.Kind.BUSY && random.nextInt(20) == 0) {
      int seconds = 30 + random.nextInt(90);
      host.isToBeLeftAlone(Duration.ofSeconds(seconds), time.instant());
      return response(request, 429, "busy", Map.of("Retry-After", "" + seconds), handler);
    }
    if (host.kind == SimulatedHost.Kind.FAILING && random.nextInt(5) == 0) {
      return response(request, 503, "broken", Map.of(), handler);
    }
    return request.uri().getPath().equals("/robots.txt")
        ? response(request, 404, "none", Map.of(), handler)
        : response(request, 200, page(request.uri()), Map.of(), handler);
  }

  private String page(URI url) {
    String path = url.getPath();
    if (path.startsWith("/book/")) {
      return "<b>id" + path.substring("/book/".length()) + "</b>";
    }
    return list(number(url.getHost()), list(url).orElseThrow());
  }

  /// The number of a list; empty where the page is none.
  static Optional<Integer> list(URI page) {
    return Optional.of(page.getPath())
        .filter(path -> path.startsWith(LIST))
        .map(path -> Integer.parseInt(path.substring(LIST.length())));
  }

  private String list(int host, int number) {
    StringBuilder page = new StringBuilder("<ul>");
    for (int row = 0; row < shape.rows(); row++) {
      page.append("<li><a href='%s'>Book %d</a>".formatted(shape.details(host, number, row), row));
    }
    page.append("</ul>");
    if (number < shape.lists()) {
      page.append("<a class=next href='/list/%d'>next</a>".formatted(number + 1));
    }
    return page.toString();
  }

  private record Answer<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
      implements HttpResponse<T> {
    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  private static <T> HttpResponse<T> response(
      HttpRequest request,
      int status,
      String text,
      Map<String, String> more,
      BodyHandler<T> handler) {
    HttpHeaders headers =
        HttpHeaders.of(
            Map.of(
                "Content-Type", List.of("text/html; charset=utf-8"),
                "Retry-After", List.copyOf(more.values())),
            (name, value) -> true);
    BodySubscriber<T> subscriber = handler.apply(new Head(status, headers));
    subscriber.onSubscribe(new Subscribed());
    subscriber.onNext(List.of(ByteBuffer.wrap(text.getBytes(UTF_8))));
    subscriber.onComplete();
    return new Answer<>(
        request, status, headers, subscriber.getBody().toCompletableFuture().join());
  }

  private record Head(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  /// Of a body that is there at once.
  private record Subscribed() implements Flow.Subscription {
    @Override
    public void request(long items) {}

    @Override
    public void cancel() {}
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> promises) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return Optional.empty();
  }

  @Override
  public Redirect followRedirects() {
    return Redirect.NEVER;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  @Override
  public SSLContext sslContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SSLParameters sslParameters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Version version() {
    return Version.HTTP_1_1;
  }

  @Override
  public Optional<Executor> executor() {
    return Optional.empty();
  }
}
