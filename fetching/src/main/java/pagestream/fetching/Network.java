package pagestream.fetching;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import pagestream.timing.Deadline;

/// What pages are asked for over: the Internet, or what a test has in its place.
public interface Network {
  /// The addresses of a host, at least one.
  List<InetAddress> resolve(String host, Deadline deadline)
      throws UnknownHostException, TimeoutException;

  /// Makes one request, and follows no redirect.
  ///
  /// @param at where the host of the request is asked; no other address is connected to
  Reply get(Request request, List<InetAddress> at, Deadline deadline)
      throws IOException, TimeoutException;

  /// What is asked for.
  ///
  /// @param maxBytes how much of the body is taken in
  record Request(URI url, Map<String, String> headers, int maxBytes) {}

  /// What was answered.
  ///
  /// @param body as it was sent
  /// @param isWhole whether that was all of it
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(int status, HttpHeaders headers, byte[] body, boolean isWhole) {}
}
