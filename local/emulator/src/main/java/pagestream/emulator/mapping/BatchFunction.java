package pagestream.emulator.mapping;

import java.util.List;
import java.util.function.Consumer;
import pagestream.emulator.lambda.Invoker;
import pagestream.emulator.mapping.BatchOutcome.NotInvoked;

/// A mapping's function, invoked with one batch at a time.
///
/// @param name what the log calls it
/// @param reports whether it reports batch item failures
record BatchFunction<R>(
    Invoker invoker, EventJson<R> events, String name, boolean reports, Consumer<String> log) {
  BatchOutcome invoke(List<R> batch) {
    try {
      List<String> identifiers = batch.stream().map(events::identifier).toList();
      return BatchOutcome.of(invoker.invoke(events.event(batch)), reports, identifiers);
    } catch (RuntimeException e) {
      log.accept(name + " was not reached, trying again: " + e);
      return new NotInvoked(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NotInvoked(new IllegalStateException("interrupted", e));
    }
  }
}
