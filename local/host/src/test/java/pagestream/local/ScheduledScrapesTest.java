package pagestream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pagestream.catalog.Schedule;
import pagestream.catalog.Source;
import pagestream.emulator.lambda.InvocationResult;

class ScheduledScrapesTest {
  private static final Instant START = Instant.parse("2026-11-21T13:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(1));
  private static final InvocationResult DONE = new InvocationResult.Success(new byte[0]);

  private final List<String> calls = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final Deque<InvocationResult> results = new ArrayDeque<>();
  private Duration work = Duration.ZERO;
  private Instant now = START;

  private static InvocationResult failure(String message) {
    return new InvocationResult.FunctionError("ScrapeFailed", message, new byte[0]);
  }

  /// The clock goes on only while somebody sleeps or the scraper works, and ends at the end.
  private void sleep(Duration duration) throws InterruptedException {
    now = now.plus(duration);
    if (now.isAfter(END)) {
      throw new InterruptedException("the end");
    }
  }

  private InvocationResult scrape(byte[] event) {
    calls.add(Duration.between(START, now).toMinutes() + " " + new String(event, UTF_8));
    now = now.plus(work);
    return results.isEmpty() ? DONE : results.pop();
  }

  private void runUntilTheEnd(String schedule) {
    Timetable times = Timetable.of(Schedule.of(schedule), START);
    try (var scrapes = new ScheduledScrapes(this::scrape, () -> now, this::sleep, log::add)) {
      assertThatThrownBy(() -> scrapes.run("books", times, START))
          .isInstanceOf(InterruptedException.class);
    }
  }

  private static String at(int minute) {
    return at(minute, minute);
  }

  /// A call at one minute for the time of another.
  private static String at(int minute, int scheduled) {
    return "%d {\"source\":\"books\",\"scheduledAt\":\"%s\"}"
        .formatted(minute, START.plus(Duration.ofMinutes(scheduled)));
  }

  @Test
  void aRateIsKeptFromTheStartOn() {
    runUntilTheEnd("rate(20 minutes)");

    assertThat(calls).containsExactly(at(0), at(20), at(40), at(60));
    assertThat(log).isEmpty();
  }

  @Test
  void aRateBeginsAtOnceThoughTheClockHasGoneOnSinceTheStart() {
    now = START.plusMillis(3);

    runUntilTheEnd("rate(1 day)");

    assertThat(calls).containsExactly(at(0));
  }

  @Test
  void aCronExpressionIsKeptAtItsTimes() {
    runUntilTheEnd("cron(15,45 13 * * ? *)");

    assertThat(calls).containsExactly(at(15), at(45));
  }

  @Test
  void aTimeThatComesDuringAScrapeIsLeftOut() {
    work = Duration.ofMinutes(25);

    runUntilTheEnd("rate(20 minutes)");

    assertThat(calls).containsExactly(at(0), at(40));
  }

  @Test
  void aFailedScrapeIsTriedAgainTwice() {
    results.addAll(List.of(failure("page gone"), failure("page gone"), DONE));

    runUntilTheEnd("rate(30 minutes)");

    assertThat(calls).containsExactly(at(0), at(1, 0), at(3, 0), at(30), at(60));
    assertThat(log)
        .containsExactly(
            "books: page gone; trying again in 1 min", "books: page gone; trying again in 2 min");
  }

  @Test
  void aScrapeThatFailsAgainIsGivenUpUntilItsNextTime() {
    results.addAll(List.of(failure("a"), failure("b"), failure("c")));

    runUntilTheEnd("rate(30 minutes)");

    assertThat(calls).containsExactly(at(0), at(1, 0), at(3, 0), at(30), at(60));
    assertThat(log).last().isEqualTo("books: c; given up until its next time, after 3 tries");
  }

  @Test
  void anExceptionOfTheHostIsAFailureLikeAnyOther() {
    List<String> tries = new ArrayList<>();
    try (var scrapes =
        new ScheduledScrapes(
            event -> {
              tries.add(new String(event, UTF_8));
              throw new IllegalStateException("no process");
            },
            () -> now,
            this::sleep,
            log::add)) {
      assertThatThrownBy(
              () -> scrapes.run("books", Timetable.of(Schedule.of("rate(1 day)"), START), START))
          .isInstanceOf(InterruptedException.class);
    }

    assertThat(tries).hasSize(3);
    assertThat(log).first().asString().contains("no process; trying again");
  }

  @Test
  void aScheduleWithoutAnotherTimeEnds() throws InterruptedException {
    try (var scrapes = new ScheduledScrapes(this::scrape, () -> now, this::sleep, log::add)) {
      scrapes.run("books", Timetable.of(Schedule.of("cron(0 0 1 1 ? 2020)"), START), START);
    }

    assertThat(calls).isEmpty();
  }

  @Test
  void sourcesWithScheduleAreScrapedAndTheEndDoesNotWait() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(2);
    try (var scrapes =
        new ScheduledScrapes(
            this::scrape,
            () -> START,
            duration -> {
              waiting.countDown();
              new CountDownLatch(1).await();
            },
            log::add)) {
      scrapes.start(
          List.of(source("a", "rate(1 day)"), source("b", "cron(0 14 * * ? *)"), source("c", "")));
      waiting.await();
    }

    assertThat(calls).containsExactly(at(0).replace("books", "a"));
  }

  private static Source source(String name, String schedule) {
    return Source.ofPage(
        name,
        "books",
        URI.create("https://books.example/"),
        Optional.of(schedule).filter(text -> !text.isEmpty()).map(Schedule::of));
  }
}
