package pagestream.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import pagestream.catalog.Source;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.emulator.lambda.Invoker;
import pagestream.encoding.Json;

/// Calls the scraper for each source that has a schedule, as EventBridge Scheduler and Lambda's
/// asynchronous invocation do. Scrapes of one source do not overlap: a time that comes during one
/// is left out.
final class ScheduledScrapes implements AutoCloseable {
  /// How long Lambda waits before it tries an asynchronous invocation [again and once
  /// more](https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
  static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

  /// A machine that was asleep has a clock that jumped.
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final Invoker scraper;
  private final InstantSource clock;
  private final Sleep sleep;
  private final Consumer<String> log;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /// A wait, which an interrupt ends.
  @FunctionalInterface
  interface Sleep {
    void of(Duration duration) throws InterruptedException;
  }

  ScheduledScrapes(Invoker scraper, InstantSource clock, Sleep sleep, Consumer<String> log) {
    this.scraper = scraper;
    this.clock = clock;
    this.sleep = sleep;
    this.log = log;
  }

  /// Keeps the schedules of those sources that have one, until it is closed.
  void start(List<Source> sources) {
    Instant now = clock.instant();
    for (Source source : sources) {
      source
          .schedule()
          .map(schedule -> Timetable.of(schedule, now))
          .ifPresent(
              times -> executor.execute(() -> runUntilInterrupted(source.name(), times, now)));
    }
  }

  private void runUntilInterrupted(String source, Timetable times, Instant start) {
    try {
      run(source, times, start);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// From the start, which is a time itself, until no time is left.
  void run(String source, Timetable times, Instant start) throws InterruptedException {
    Optional<Instant> next = times.after(start.minusNanos(1));
    while (next.isPresent()) {
      sleepUntil(next.get());
      scrape(event(source, next.get()), source);
      next = times.after(clock.instant());
    }
  }

  private void sleepUntil(Instant time) throws InterruptedException {
    for (Instant now = clock.instant(); now.isBefore(time); now = clock.instant()) {
      Duration left = Duration.between(now, time);
      sleep.of(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP);
    }
  }

  private void scrape(byte[] event, String source) throws InterruptedException {
    Optional<String> failure = failure(event);
    for (Duration pause : RETRIES) {
      if (failure.isEmpty()) {
        return;
      }
      log.accept("%s: %s; trying again in %s".formatted(source, failure.get(), text(pause)));
      sleepUntil(clock.instant().plus(pause));
      failure = failure(event);
    }
    failure.ifPresent(why ->
        log.accept(
            "%s: %s; given up until its next time, after %d tries"
                .formatted(source, why, 1 + RETRIES.size())));
  }

  private static String text(Duration pause) {
    return pause.toMinutes() + " min";
  }

  private Optional<String> failure(byte[] event) throws InterruptedException {
    try {
      return switch (scraper.invoke(event)) {
        case InvocationResult.Success _ -> Optional.empty();
        case InvocationResult.FunctionError error -> Optional.of(error.message());
      };
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private static byte[] event(String source, Instant time) {
    try {
      return Json.MAPPER.writeValueAsBytes(
          Json.MAPPER.createObjectNode().put("source", source).put("scheduledAt", time.toString()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends without waiting for the next time.
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
