package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import pagestream.fetching.Network;
import pagestream.pacing.Pace;
import pagestream.timing.Deadline;

/// Sites that a simulation has in place of the Internet. Each host has lists, one leading to the
/// next; the pages with the details of their rows are on all hosts of its group.
final class SimulatedSites implements Network {
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
  public List<InetAddress> resolve(String host, Deadline deadline) {
    return List.of(InetAddress.getLoopbackAddress());
  }

  @Override
  public Reply get(Request request, List<InetAddress> at, Deadline deadline)
      throws ConnectException, TimeoutException {
    SimulatedHost host = host(request.url().getHost());
    host.begins(time.instant());
    boolean isDown = host.isDown(time.instant());
    Duration takes = host.takes(random, time.instant());
    Duration left = deadline.left();
    try {
      time.sleep(takes.compareTo(left) < 0 ? takes : left);
      die(request.url());
      if (takes.compareTo(left) >= 0) {
        throw new TimeoutException();
      }
    } finally {
      host.ends();
    }
    if (isDown) {
      throw new ConnectException("connection refused");
    }
    return answer(host, request.url());
  }

  private void die(URI page) {
    if (Math.floorMod(page.getPath().hashCode(), DEADLY) == 0) {
      throw new SimulatedQueue.Killed();
    }
    risk.run();
  }

  private Reply answer(SimulatedHost host, URI url) {
    if (host.kind == SimulatedHost.Kind.BUSY && random.nextInt(20) == 0) {
      int seconds = 30 + random.nextInt(90);
      host.isToBeLeftAlone(Duration.ofSeconds(seconds), time.instant());
      return reply(429, "busy", Map.of("Retry-After", List.of("" + seconds)));
    }
    if (host.kind == SimulatedHost.Kind.FAILING && random.nextInt(5) == 0) {
      return reply(503, "broken", Map.of());
    }
    return url.getPath().equals("/robots.txt")
        ? reply(404, "none", Map.of())
        : reply(200, page(url), Map.of("Content-Type", List.of("text/html; charset=utf-8")));
  }

  private static Reply reply(int status, String text, Map<String, List<String>> headers) {
    return new Reply(
        status, HttpHeaders.of(headers, (name, value) -> true), text.getBytes(UTF_8), true);
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
}
