package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.http.Answer;
import pagestream.http.Query;

class FlawedAnswersTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T12:00:00.25Z"));
  private final FlawedAnswers flawed = answers();

  private FlawedAnswers answers() {
    InstantSource source = now::get;
    return new FlawedAnswers(source.withZone(ZoneOffset.UTC));
  }

  private static int status(FlawedAnswers flawed, String path, String query)
      throws InterruptedIOException {
    return flawed
        .instead(path, ShopQuery.of(Query.parse(query)).answers())
        .map(Answer::status)
        .orElse(200);
  }

  private static List<Integer> statuses(FlawedAnswers flawed, String query)
      throws InterruptedIOException {
    List<Integer> statuses = new ArrayList<>();
    for (int page = 0; page < 1_000; page++) {
      statuses.add(status(flawed, "/shop/page-" + page, query));
    }
    return statuses;
  }

  @Test
  void oneAnswerInAsManyFailsAsAsked() throws Exception {
    List<Integer> statuses = statuses(flawed, "busy=10&failing=10");

    assertThat(statuses).filteredOn(status -> status == 429).hasSizeBetween(70, 130);
    assertThat(statuses).filteredOn(status -> status == 503).hasSizeBetween(60, 120);
    assertThat(statuses).containsOnly(200, 429, 503);
  }

  @Test
  void areTheSameInEachRunOfTheSite() throws Exception {
    assertThat(statuses(flawed, "failing=3")).isEqualTo(statuses(answers(), "failing=3"));
  }

  @Test
  void aPageNeverFailsTwiceInARow() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      statuses.add(status(flawed, "/shop/", "busy=1"));
    }

    assertThat(statuses).containsExactly(429, 200, 429, 200, 429, 200);
  }

  @Test
  void otherTriesFailThanThoseBefore() throws Exception {
    List<Integer> first = statuses(flawed, "failing=10");
    statuses(flawed, "failing=10");

    assertThat(statuses(flawed, "failing=10")).contains(503).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "busy=1 | 1",
        "busy=1&retry=1500ms | 2",
        "busy=1&retry=0s | 0",
        "busy=1&retry=86400s | 86400",
        "busy=1&retry=2s&retryAs=date | Sat, 21 Nov 2026 12:00:03 GMT"
      })
  void saysWhenToTryAgainNeverTooSoon(String query, String retryAfter) throws Exception {
    assertThat(
            flawed
                .instead("/shop/", ShopQuery.of(Query.parse(query)).answers())
                .orElseThrow()
                .headers())
        .containsEntry("Retry-After", List.of(retryAfter));
  }

  @Test
  void blocksWhoComesTooOftenUntilTheyComeLess() throws Exception {
    assertThat(blocked("block=2")).containsExactly(false, false, true);
    now.set(now.get().plusSeconds(1));
    assertThat(blocked("block=2")).containsExactly(false, false, true);
    assertThat(blocked("failing=1000")).containsExactly(false, false, false);
  }

  private List<Boolean> blocked(String query) throws InterruptedIOException {
    List<Boolean> blocked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      blocked.add(
          flawed
              .instead("/shop/", ShopQuery.of(Query.parse(query)).answers())
              .filter(answer -> answer.status() == 200)
              .isPresent());
    }
    return blocked;
  }
}
