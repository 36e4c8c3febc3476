package pagestream.fetching;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Network network;
  private final UserAgent agent;
  private final int maxBytes;
  private final InstantSource clock;

  /// @param maxBytes what a page may have, decompressed
  public Fetcher(UserAgent agent, int maxBytes, InstantSource clock) {
    this(new Internet(), agent, maxBytes, clock);
  }

  /// One that asks other sites than those of the Internet.
  public Fetcher(Network network, UserAgent agent, int maxBytes, InstantSource clock) {
    this.network = network;
    this.agent = agent;
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

  /// Asks for the beginning of what is there, once, however much it is. What is compressed and
  /// breaks off is decompressed as far as it goes. What cannot be decompressed is trouble: it may
  /// say anything.
  ///
  /// @param bytes how much of it, compressed and decompressed
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
      List<InetAddress> addresses = network.resolve(hop.at().getHost(), deadline);
      return Redirects.isAllowed(hop, addresses)
          ? ask(wanted, addresses, deadline)
          : nothing(hop, FetchFault.refused(hop), Optional.empty());
    } catch (IOException e) {
      return nothing(hop, FetchFault.unreachable(hop.at(), e), SILENT);
    } catch (TimeoutException e) {
      return nothing(hop, FetchFault.timedOut(hop.at(), allowed), SILENT);
    }
  }

  /// @param addresses that were found to be allowed; a name may have others by now
  private Fetched ask(Wanted wanted, List<InetAddress> addresses, Deadline deadline)
      throws IOException, TimeoutException {
    Hop hop = wanted.hop();
    Network.Reply reply = network.get(request(wanted), addresses, deadline);
    Optional<String> location = Redirects.location(reply);
    return location.isEmpty()
        ? received(hop.at(), wanted, reply)
        : moved(hop, location.get(), deadline);
  }

  private Network.Request request(Wanted wanted) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", agent.header());
    headers.put("Accept", String.join(",", wanted.types()));
    headers.putAll(wanted.known().headers());
    return new Network.Request(wanted.hop().at(), headers, wanted.maxBytes());
  }

  /// What may not be asked for is refused here, before anybody waits for its turn. A name that is
  /// not found now is looked up again then, and is its own host's trouble.
  private Fetched moved(Hop hop, String location, Deadline deadline) throws TimeoutException {
    return switch (Redirects.next(hop, location)) {
      case Result.Rejected<Hop>(Rejection why) -> nothing(hop, why, Optional.empty());
      case Result.Ok<Hop>(Hop next) -> {
        try {
          yield Redirects.isAllowed(next, network.resolve(next.at().getHost(), deadline))
              ? new Fetched.Moved(next)
              : nothing(hop, FetchFault.refused(hop.at(), location), Optional.empty());
        } catch (UnknownHostException e) {
          yield new Fetched.Moved(next);
        }
      }
    };
  }

  private Fetched.Ended received(URI url, Wanted wanted, Network.Reply reply) {
    Instant receivedAt = clock.instant();
    if (reply.status() == 304 && !wanted.known().areNone()) {
      return new Fetched.NotModified(url, receivedAt);
    }
    if (reply.status() != 200) {
      return rejected(reply, FetchFault.status(url, reply.status()), trouble(reply));
    }
    try {
      byte[] body = body(wanted, reply);
      return new Fetched.Answer(url, reply.status(), reply.headers(), body, receivedAt);
    } catch (Gzip.TooLargeException e) {
      return rejected(reply, FetchFault.tooLarge(url, wanted.maxBytes()), Optional.empty());
    } catch (IOException e) {
      return rejected(
          reply,
          FetchFault.unreadable(url, String.valueOf(e.getMessage())),
          wanted.isCut() ? SILENT : Optional.empty());
    }
  }

  private static byte[] body(Wanted wanted, Network.Reply reply) throws IOException {
    long lengths = reply.headers().allValues("Content-Length").stream().distinct().count();
    if (lengths > 1) {
      throw new ContentEncoding.UnreadableException(lengths + " different Content-Length headers");
    }
    ContentEncoding encoding = ContentEncoding.of(reply.headers());
    if (wanted.isCut()) {
      return encoding.beginning(reply.body(), wanted.maxBytes());
    }
    if (!reply.isWhole()) {
      throw new Gzip.TooLargeException(wanted.maxBytes());
    }
    return encoding.decode(reply.body(), wanted.maxBytes());
  }

  private Optional<Trouble> trouble(Network.Reply reply) {
    int status = reply.status();
    return status == 429 || status >= 500
        ? Optional.of(
            new Trouble(
                reply
                    .headers()
                    .firstValue("Retry-After")
                    .flatMap(text -> RetryAfter.parse(text, clock.instant()))))
        : Optional.empty();
  }

  private static Fetched.Rejected rejected(
      Network.Reply reply, Rejection why, Optional<Trouble> trouble) {
    String type = reply.headers().firstValue("Content-Type").orElse("");
    return new Fetched.Rejected(why, Payload.received(type, reply.body()), trouble);
  }

  /// Where nothing was received, the failure keeps the first and the last address that were tried.
  private static Fetched.Rejected nothing(Hop hop, Rejection why, Optional<Trouble> trouble) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    hop.ends().forEach(url -> json.withArray("tried").add(url.toString()));
    return new Fetched.Rejected(
        why, Payload.json(json.toString().getBytes(StandardCharsets.UTF_8)), trouble);
  }
}
