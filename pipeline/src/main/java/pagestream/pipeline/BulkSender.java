package pagestream.pipeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;

/// Sends things by requests of limited number and size, and sends what failed again, and only that,
/// until it is through or time runs out.
///
/// @param maxItems in a request
/// @param maxBytes of a request
/// @param size of an item, in bytes
/// @param request sends some, and returns the indexes of those that failed
record BulkSender<T>(
    int maxItems, int maxBytes, ToIntFunction<T> size, Function<List<T>, BitSet> request) {

  /// Returns what has not been sent when the deadline has passed; none means all has been.
  List<T> send(List<T> items, Deadline deadline) {
    List<T> waiting = items;
    int tries = 0;
    do {
      waiting = sendOnce(waiting, deadline);
      tries++;
    } while (!waiting.isEmpty() && Backoff.REQUESTS.await(tries, deadline));
    return waiting;
  }

  private List<T> sendOnce(List<T> waiting, Deadline deadline) {
    List<T> failed = new ArrayList<>();
    for (List<T> each : requests(waiting)) {
      if (deadline.passed()) {
        failed.addAll(each);
      } else {
        request.apply(each).stream().mapToObj(each::get).forEach(failed::add);
      }
    }
    return failed;
  }

  private List<List<T>> requests(List<T> waiting) {
    List<List<T>> requests = new ArrayList<>();
    int first = 0;
    int bytes = 0;
    for (int i = 0; i < waiting.size(); i++) {
      int size = this.size.applyAsInt(waiting.get(i));
      if (i > first && (i - first == maxItems || bytes + size > maxBytes)) {
        requests.add(waiting.subList(first, i));
        first = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (first < waiting.size()) {
      requests.add(waiting.subList(first, waiting.size()));
    }
    return requests;
  }
}
