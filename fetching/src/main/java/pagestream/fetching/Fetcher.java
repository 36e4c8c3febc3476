package pagestream.fetching;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;
import pagestream.fetching.Fetched.Trouble;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.timing.Deadline;

/// Fetches one address within a time and a size, whatever its content is.
public final class Fetcher {
  private static final Optional<Trouble> SILENT = Optional.of(Trouble.SILENT);

  private final HttpGet get;
  private final int maxBytes;
  private final InstantSource clock;

  /// @param maxBytes what a page may have, unpacked
  public Fetcher(UserAgent agent, int maxBytes, InstantSource clock) {
    this(HttpGet.client(), agent, maxBytes, clock);
  }

  /// One that asks other sites than those of the Internet.
  public Fetcher(HttpClient client, UserAgent agent, int maxBytes, InstantSource clock) {
    this.get = new HttpGet(client, agent);
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /// Fetches the operator's address, and follows where it leads unless that is inside a network.
  ///
  /// @param types the media types to ask for
  public Fetched fetch(URI url, List<String> types, Deadline deadline) {
    return fetch(url, types, Validators.NONE, deadline);
  }

  /// The same, unless the page is as it was.
  public Fetched fetch(URI url, List<String> types, Validators known, Deadline deadline) {
    return fetch(new Wanted(url, types, known, maxBytes, false), deadline);
  }

  /// Fetches the beginning of what is there, however much that is. What is packed and breaks off is
  /// unpacked as far as it goes.
  ///
  /// @param bytes how much of it, packed and unpacked
  public Fetched fetchBeginning(URI url, List<String> types, int bytes, Deadline deadline) {
    return fetch(new Wanted(url, types, Validators.NONE, bytes, true), deadline);
  }

  /// @param isCut whether what is too much is ignored; it is refused otherwise
  private record Wanted(
      URI url, List<String> types, Validators known, int maxBytes, boolean isCut) {
    /// Where it leads elsewhere, nothing is known of that.
    Validators knownAt(URI at) {
      return at.equals(url) ? known : Validators.NONE;
    }
  }

  private Fetched fetch(Wanted wanted, Deadline deadline) {
    Duration allowed = deadline.left();
    List<URI> tried = new ArrayList<>();
    try {
      return fetch(wanted, deadline, tried);
    } catch (IOException e) {
      return nothing(tried, FetchFault.unreachable(tried.getLast(), e), SILENT);
    } catch (TimeoutException e) {
      return nothing(tried, FetchFault.timedOut(tried.getLast(), allowed), SILENT);
    }
  }

  private Fetched fetch(Wanted wanted, Deadline deadline, List<URI> tried)
      throws IOException, TimeoutException {
    URI at = wanted.url();
    while (tried.size() <= Redirects.LIMIT) {
      tried.add(at);
      HttpResponse<BoundedBody.Body> response =
          get.send(at, wanted.types(), wanted.knownAt(at), wanted.maxBytes(), deadline);
      Optional<String> location = Redirects.location(response);
      if (location.isEmpty()) {
        return received(at, wanted, response);
      }
      switch (Redirects.next(wanted.url(), at, location.get())) {
        case Result.Ok<URI>(URI next) -> at = next;
        case Result.Rejected<URI>(Rejection why) -> {
          return nothing(tried, why, Optional.empty());
        }
      }
    }
    return nothing(tried, FetchFault.tooManyRedirects(wanted.url(), at), Optional.empty());
  }

  private Fetched received(URI url, Wanted wanted, HttpResponse<BoundedBody.Body> response) {
    Instant receivedAt = clock.instant();
    if (response.statusCode() == 304 && !wanted.knownAt(url).areNone()) {
      return new Fetched.NotModified(url, receivedAt);
    }
    if (response.statusCode() != 200) {
      return rejected(response, FetchFault.status(url, response.statusCode()), trouble(response));
    }
    try {
      byte[] body = body(wanted, response.body());
      return new Fetched.Answer(url, response.statusCode(), response.headers(), body, receivedAt);
    } catch (Gzip.TooLargeException e) {
      return rejected(response, FetchFault.tooLarge(url, wanted.maxBytes()), Optional.empty());
    } catch (IOException e) {
      return rejected(response, FetchFault.brokenGzip(url), Optional.empty());
    }
  }

  private static byte[] body(Wanted wanted, BoundedBody.Body received) throws IOException {
    if (wanted.isCut()) {
      return Gzip.beginning(received.bytes(), wanted.maxBytes());
    }
    if (!received.isWhole()) {
      throw new Gzip.TooLargeException(wanted.maxBytes());
    }
    return Gzip.unpack(received.bytes(), wanted.maxBytes());
  }

  private Optional<Trouble> trouble(HttpResponse<?> response) {
    int status = response.statusCode();
    return status == 429 || status >= 500
        ? Optional.of(
            new Trouble(
                response
                    .headers()
                    .firstValue("Retry-After")
                    .flatMap(text -> RetryAfter.parse(text, clock.instant()))))
        : Optional.empty();
  }

  private static Fetched rejected(
      HttpResponse<BoundedBody.Body> response, Rejection why, Optional<Trouble> trouble) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Fetched.Rejected(why, Payload.received(type, response.body().bytes()), trouble);
  }

  /// Where nothing was received, the failure keeps the addresses that were tried.
  private static Fetched nothing(List<URI> tried, Rejection why, Optional<Trouble> trouble) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    tried.forEach(url -> json.withArray("tried").add(url.toString()));
    return new Fetched.Rejected(
        why, Payload.json(json.toString().getBytes(StandardCharsets.UTF_8)), trouble);
  }
}
