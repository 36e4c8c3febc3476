package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({
    "0 seconds, PT0S",
    "1 millisecond, PT0.001S",
    "500 milliseconds, PT0.5S",
    "1 second, PT1S",
    "90 seconds, PT1M30S",
    "1 minute, PT1M",
    "6 hours, PT6H",
    "7 days, P7D",
    "99999 days, P99999D"
  })
  void aTimeIsANumberAndItsUnit(String text, Duration span) {
    assertThat(TimeSpan.parse(text)).isEqualTo(span);
    assertThat(TimeSpan.of(text)).contains(span);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "second",
        "1 seconds",
        "2 second",
        "1second",
        "1  second",
        "-1 seconds",
        "01 seconds",
        "1.5 seconds",
        "100000 days",
        "1 week",
        "6 hours ",
        "6 Hours",
        "PT6H"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a time such as 500 milliseconds, 1 second, 6 hours or 7 days, found \"%s\"",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 seconds",
    "PT0.001S, 1 millisecond",
    "PT1.5S, 1500 milliseconds",
    "PT1S, 1 second",
    "PT90S, 90 seconds",
    "PT60M, 1 hour",
    "P7D, 7 days"
  })
  void aTimeIsWrittenInItsLargestWholeUnit(Duration span, String text) {
    assertThat(TimeSpan.text(span)).isEqualTo(text);
    assertThat(TimeSpan.parse(text)).isEqualTo(span);
  }

  @Test
  void whereItMayBeAnotherThingNothingIsRefused() {
    assertThat(TimeSpan.of("cron(0 6 * * ? *)")).isEmpty();
  }
}
