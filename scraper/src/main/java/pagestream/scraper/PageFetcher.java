package pagestream.scraper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagestream.catalog.Blank;
import pagestream.catalog.HttpAddress;
import pagestream.config.Build;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.timing.Deadline;

/// Fetches one page within a time and a size.
final class PageFetcher {
  private static final int MAX_REDIRECTS = 5;
  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);

  /// Within how many bytes a page that names no type must begin.
  private static final int MAX_START = 1024;

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"']+)", Pattern.CASE_INSENSITIVE);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1) // an offer to upgrade confuses some servers
          .connectTimeout(CONNECT_TIME)
          .build();
  private final int maxBytes;

  PageFetcher(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Fetches the operator's address, and follows where it leads unless that is inside a network.
  Fetched fetch(URI url, Deadline deadline) {
    Duration allowed = deadline.left();
    List<String> tried = new ArrayList<>();
    URI at = url;
    try {
      for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        tried.add(at.toString());
        HttpResponse<BoundedBody.Body> response = get(at, deadline);
        Optional<String> location = location(response);
        if (location.isEmpty()) {
          return page(at, response);
        }
        URI from = at;
        Optional<URI> next = resolve(from, location.get());
        if (next.isEmpty()) {
          return nothing(tried, refused(from, location.get()));
        }
        at = next.get();
        if (!mayFollow(url, at)) {
          return nothing(tried, refused(from, location.get()));
        }
      }
      return nothing(
          tried,
          new Rejection(
              Reason.PAGE_STATUS,
              "expected a page after at most %d redirects from %s, found another one to %s"
                  .formatted(MAX_REDIRECTS, url, at)));
    } catch (IOException e) {
      return nothing(tried, unreachable(at, e));
    } catch (TimeoutException e) {
      return nothing(tried, timedOut(at, allowed));
    }
  }

  private HttpResponse<BoundedBody.Body> get(URI url, Deadline deadline)
      throws IOException, TimeoutException {
    if (deadline.passed()) {
      throw new TimeoutException();
    }
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("User-Agent", "Pagestream/" + Build.version())
            .header("Accept", "text/html,application/xhtml+xml")
            .build();
    CompletableFuture<HttpResponse<BoundedBody.Body>> response =
        client.sendAsync(request, head -> new BoundedBody(maxBytes));
    try {
      return response.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      response.cancel(true);
    }
  }

  private static Optional<String> location(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location");
      default -> Optional.empty();
    };
  }

  /// Empty where it is no address. A query alone keeps the path (RFC 3986, 5.2.2), which
  /// [URI#resolve] does not.
  private static Optional<URI> resolve(URI from, String location) {
    try {
      return Optional.of(
          from.resolve(location.startsWith("?") ? from.getRawPath() + location : location));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Rejection refused(URI from, String location) {
    return new Rejection(
        Reason.PAGE_REFUSED,
        "%s leads to %s, which is not a public http(s) address; set url to the page itself"
            .formatted(from, location));
  }

  private static boolean mayFollow(URI operators, URI next) throws UnknownHostException {
    return next.getHost() != null
        && HttpAddress.isHttp(next)
        && (next.getHost().equalsIgnoreCase(operators.getHost())
            || Addresses.arePublic(next.getHost()));
  }

  private Fetched page(URI url, HttpResponse<BoundedBody.Body> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    byte[] body = response.body().bytes();
    Payload received = received(type, body);
    if (response.statusCode() != 200) {
      return new Fetched.Rejected(
          new Rejection(
              Reason.PAGE_STATUS,
              "expected status 200 from %s, found %d".formatted(url, response.statusCode())),
          received);
    }
    if (!response.body().isWhole()) {
      return new Fetched.Rejected(tooLarge(url), received);
    }
    try {
      return page(url, type, Gzip.unpack(body, maxBytes), received);
    } catch (Gzip.TooLargeException e) {
      return new Fetched.Rejected(tooLarge(url), received);
    } catch (IOException e) {
      return new Fetched.Rejected(notHtml(url, "gzip that cannot be unpacked"), received);
    }
  }

  private static Fetched page(URI url, String type, byte[] unpacked, Payload received) {
    if (isBlank(unpacked)) {
      return new Fetched.Rejected(
          new Rejection(Reason.PAGE_EMPTY, "expected a page from " + url + ", found nothing"),
          received);
    }
    return isHtml(type, unpacked)
        ? new Fetched.Page(url, charset(type), unpacked)
        : new Fetched.Rejected(notHtml(url, type.isEmpty() ? "none" : type), received);
  }

  private static Rejection notHtml(URI url, String found) {
    return new Rejection(
        Reason.PAGE_NOT_HTML, "expected HTML from %s, found %s".formatted(url, found));
  }

  private Rejection tooLarge(URI url) {
    return new Rejection(
        Reason.PAGE_TOO_LARGE,
        "expected at most %d bytes from %s, found more; set MAX_PAGE_BYTES to take it"
            .formatted(maxBytes, url));
  }

  private static Rejection timedOut(URI url, Duration allowed) {
    return new Rejection(
        Reason.PAGE_TIMED_OUT,
        "%s did not answer within %d s; try again, or give the function more time"
            .formatted(url, Math.round(allowed.toMillis() / 1000.0)));
  }

  private static Rejection unreachable(URI url, IOException e) {
    String why =
        switch (e) {
          case HttpConnectTimeoutException timeout ->
              "it did not accept a connection within %d s".formatted(CONNECT_TIME.toSeconds());
          case ConnectException refused when isUnresolved(refused) -> "no such host";
          case ConnectException refused -> "it accepts no connection";
          case UnknownHostException unknown -> "no such host";
          default -> "the connection broke off";
        };
    return new Rejection(
        Reason.PAGE_UNREACHABLE, "%s could not be fetched: %s; check url".formatted(url, why));
  }

  private static boolean isUnresolved(ConnectException e) {
    return e.getCause() instanceof UnresolvedAddressException;
  }

  /// Where nothing was received, the failure keeps the addresses that were tried.
  private static Fetched nothing(List<String> tried, Rejection why) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    tried.forEach(json.putArray("tried")::add);
    return new Fetched.Rejected(
        why, Payload.json(json.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /// A payload's text is UTF-8; what is not, or is packed, is kept as it came.
  private static Payload received(String type, byte[] body) {
    return isHtml(type, body) && PageParser.isUtf8(body)
        ? new Payload(Payload.HTML, body)
        : Payload.bytes(body);
  }

  /// A page that names no type is HTML where it begins as one.
  private static boolean isHtml(String type, byte[] body) {
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return media.equals("text/html")
        || media.equals("application/xhtml+xml")
        || (media.isEmpty() && Blank.strip(start(body)).startsWith("<"));
  }

  private static String start(byte[] body) {
    return new String(body, 0, Math.min(MAX_START, body.length), StandardCharsets.UTF_8);
  }

  private static boolean isBlank(byte[] body) {
    for (byte b : body) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> charset(String type) {
    Matcher matcher = CHARSET.matcher(type);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
