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

/// Asks for pages within a time and a size, whatever their content is.
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

  /// Asks for a page once, unless it would be asked for inside a network that is not the
  /// operator's.
  ///
  /// @param types the media types to ask for
  /// @param known of the page at its first address, by which it need not be sent again
  public Fetched fetch(Hop hop, List<String> types, Validators known, Deadline deadline) {
    Validators knownHere = hop.isFirst() ? known : Validators.NONE;
    return fetch(new Wanted(hop, types, knownHere, maxBytes, false), deadline);
  }

  /// Asks for the beginning of what is there, once, however much it is. What is packed and breaks
  /// off is unpacked as far as it goes. What cannot be unpacked is trouble: it may say anything.
  ///
  /// @param bytes how much of it, packed and unpacked
  public Fetched fetchBeginning(Hop hop, List<String> types, int bytes, Deadline deadline) {
    return fetch(new Wanted(hop, types, Validators.NONE, bytes, true), deadline);
  }

  /// @param isCut whether what is too much is ignored; it is refused otherwise
  private record Wanted(
      Hop hop, List<String> types, Validators known, int maxBytes, boolean isCut) {}

  private Fetched fetch(Wanted wanted, Deadline deadline) {
    Hop hop = wanted.hop();
    Duration allowed = deadline.left();
    try {
      Optional<Rejection> refused = Redirects.refusal(hop);
      return refused.isPresent()
          ? nothing(hop, refused.get(), Optional.empty())
          : ask(wanted, deadline);
    } catch (IOException e) {
      return nothing(hop, FetchFault.unreachable(hop.at(), e), SILENT);
    } catch (TimeoutException e) {
      return nothing(hop, FetchFault.timedOut(hop.at(), allowed), SILENT);
    }
  }

  private Fetched ask(Wanted wanted, Deadline deadline) throws IOException, TimeoutException {
    Hop hop = wanted.hop();
    HttpResponse<BoundedBody.Body> response =
        get.send(hop.at(), wanted.types(), wanted.known(), wanted.maxBytes(), deadline);
    Optional<String> location = Redirects.location(response);
    if (location.isEmpty()) {
      return received(hop.at(), wanted, response);
    }
    return switch (Redirects.next(hop, location.get())) {
      case Result.Ok<Hop>(Hop next) -> new Fetched.Moved(next);
      case Result.Rejected<Hop>(Rejection why) -> nothing(hop, why, Optional.empty());
    };
  }

  private Fetched.Ended received(URI url, Wanted wanted, HttpResponse<BoundedBody.Body> response) {
    Instant receivedAt = clock.instant();
    if (response.statusCode() == 304 && !wanted.known().areNone()) {
      return new Fetched.NotModified(url, receivedAt);
    }
    if (response.statusCode() != 200) {
      return rejected(response, FetchFault.status(url, response.statusCode()), trouble(response));
    }
    try {
      byte[] body = body(wanted, response);
      return new Fetched.Answer(url, response.statusCode(), response.headers(), body, receivedAt);
    } catch (Gzip.TooLargeException e) {
      return rejected(response, FetchFault.tooLarge(url, wanted.maxBytes()), Optional.empty());
    } catch (IOException e) {
      return rejected(
          response,
          FetchFault.unreadable(url, String.valueOf(e.getMessage())),
          wanted.isCut() ? SILENT : Optional.empty());
    }
  }

  private static byte[] body(Wanted wanted, HttpResponse<BoundedBody.Body> response)
      throws IOException {
    BoundedBody.Body received = response.body();
    long lengths = response.headers().allValues("Content-Length").stream().distinct().count();
    if (lengths > 1) {
      throw new ContentEncoding.UnreadableException(lengths + " different Content-Length");
    }
    ContentEncoding encoding = ContentEncoding.of(response.headers());
    if (wanted.isCut()) {
      return encoding.beginning(received.bytes(), wanted.maxBytes());
    }
    if (!received.isWhole()) {
      throw new Gzip.TooLargeException(wanted.maxBytes());
    }
    return encoding.unpack(received.bytes(), wanted.maxBytes());
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

  private static Fetched.Rejected rejected(
      HttpResponse<BoundedBody.Body> response, Rejection why, Optional<Trouble> trouble) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Fetched.Rejected(why, Payload.received(type, response.body().bytes()), trouble);
  }

  /// Where nothing was received, the failure keeps the first and the last address that were tried.
  private static Fetched.Rejected nothing(Hop hop, Rejection why, Optional<Trouble> trouble) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    hop.ends().forEach(url -> json.withArray("tried").add(url.toString()));
    return new Fetched.Rejected(
        why, Payload.json(json.toString().getBytes(StandardCharsets.UTF_8)), trouble);
  }
}
