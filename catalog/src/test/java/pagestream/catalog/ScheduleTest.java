package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Json;

class ScheduleTest {
  /// What the setting `schedule` of the default source may be.
  private static final Pattern SETTING = setting();

  private static Pattern setting() {
    try {
      return Pattern.compile(
          Json.MAPPER
              .readTree(Document.of("serverless/settings.json").text())
              .at("/schedule/pattern")
              .asText());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rate(1 minute), PT1M",
    "rate(90 minutes), PT1H30M",
    "rate(1 hour), PT1H",
    "rate(6 hours), PT6H",
    "rate(1 day), P1D",
    "rate(99999 days), P99999D"
  })
  void aRateIsATimeBetweenScrapes(String text, Duration every) {
    assertThat(Schedule.of(text)).isEqualTo(new Schedule.Rate(text, every));
    assertThat(text).matches(SETTING);
  }

  @Test
  void aCronExpressionHasSixFields() {
    assertThat("cron(0/15 6 ? * MON-FRI 2026)").matches(SETTING);
    assertThat(Schedule.of("cron(0/15 6 ? * MON-FRI 2026)"))
        .isEqualTo(new Schedule.Cron("cron(0/15 6 ? * MON-FRI 2026)", "0/15 6 ? * MON-FRI 2026"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daily",
        "rate(0 hours)",
        "rate(1 hours)",
        "rate(6 hour)",
        "rate(06 hours)",
        "rate(6 weeks)",
        "rate(6  hours)",
        "rate(100000 hours)",
        "rate(6 hours) ",
        "Rate(6 hours)",
        "cron(0 6 * * ?)",
        "cron(0 0 6 * * ? *)",
        "cron(0  6 * * ? *)",
        "cron 0 6 * * ? *",
        "at(2026-11-21T06:00:00)"
      })
  void anythingElseIsRefusedAndToldWhatIsExpected(String text) {
    assertThat(text).doesNotMatch(SETTING);
    assertThatThrownBy(() -> Schedule.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected rate(6 hours) or cron(0 6 * * ? *) (minute, hour, day, month, day of the"
                + " week, year), found \"%s\"",
            text);
  }
}
