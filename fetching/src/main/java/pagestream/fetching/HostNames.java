package pagestream.fetching;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pagestream.timing.Deadline;

/// Looks names up within a time. A lookup cannot be interrupted, so one that takes longer is left
/// behind in a thread of its own.
final class HostNames {
  private final Lookup lookup;

  /// What asks the name servers.
  @FunctionalInterface
  interface Lookup {
    InetAddress[] find(String host) throws UnknownHostException;
  }

  HostNames(Lookup lookup) {
    this.lookup = lookup;
  }

  List<InetAddress> find(String host, Deadline deadline)
      throws UnknownHostException, TimeoutException {
    FutureTask<InetAddress[]> found = new FutureTask<>(() -> lookup.find(host));
    Thread.ofPlatform().daemon().name("lookup of " + host).start(found);
    try {
      return List.of(found.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException();
    } catch (ExecutionException e) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(e.getCause());
      throw unknown;
    }
  }
}
