package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.Schedule;

class TimetableTest {
  private static final Instant START = Instant.parse("2026-11-21T13:10:30Z");

  private static Timetable timetable(String schedule) {
    return Timetable.of(Timetable.schedule(schedule), START);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T13:10:29.999Z, 2026-11-21T13:10:30Z",
    "2026-11-21T13:10:30Z, 2026-11-21T19:10:30Z",
    "2026-11-21T19:10:29Z, 2026-11-21T19:10:30Z",
    "2026-11-23T02:00:00Z, 2026-11-23T07:10:30Z"
  })
  void aRateCountsFromTheStart(Instant time, Instant next) {
    assertThat(timetable("rate(6 hours)").after(time)).contains(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron(0 6 * * ? *)         | 2026-11-22T06:00:00Z",
        "cron(15 13 * * ? *)       | 2026-11-21T13:15:00Z",
        "cron(0/20 * * * ? *)      | 2026-11-21T13:20:00Z",
        "cron(0 8 ? * MON-FRI *)   | 2026-11-23T08:00:00Z",
        "cron(0 8 ? * 2 *)         | 2026-11-23T08:00:00Z",
        "cron(30 22 L * ? *)       | 2026-11-30T22:30:00Z",
        "cron(0 9 ? * 2#1 *)       | 2026-12-07T09:00:00Z",
        "cron(0 0 1 1 ? 2030)      | 2030-01-01T00:00:00Z"
      })
  void aCronExpressionNamesTimesInUtc(String schedule, Instant next) {
    assertThat(timetable(schedule).after(START)).contains(next);
  }

  @Test
  void aCronExpressionOfThePastHasNoTime() {
    assertThat(timetable("cron(0 0 1 1 ? 2020)").after(START)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(60 6 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 6 * * * *)",
        "cron(0 6 ? * ? *)",
        "cron(0 6 32 * ? *)",
        "cron(0 6 ? * FRY *)"
      })
  void fieldsWithoutMeaningAreRefused(String schedule) {
    assertThat(Schedule.of(schedule)).isInstanceOf(Schedule.Cron.class);
    assertThatThrownBy(() -> Timetable.schedule(schedule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "expected the fields of a cron expression, found \"%s\": ",
            schedule.substring("cron(".length(), schedule.length() - 1));
  }
}
