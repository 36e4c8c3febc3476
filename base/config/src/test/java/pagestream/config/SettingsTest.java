package pagestream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void readsWhatIsSetWithoutTheSpaceAround() {
    Settings settings = new Settings(Map.of("TABLE", " movie-x ", "SIZE", " 42 "));

    assertThat(settings.text("TABLE")).isEqualTo("movie-x");
    assertThat(settings.text("TABLE", "other")).isEqualTo("movie-x");
    assertThat(settings.positive("SIZE")).isEqualTo(42);
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @Test
  void takesWhatStandsForAnUnsetOrBlankValue() {
    Settings settings = new Settings(Map.of("BLANK", " "));

    assertThat(settings.text("BLANK", "other")).isEqualTo("other");
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @Test
  void namesAllFaultsAtOnce() {
    Settings settings = new Settings(Map.of("BLANK", " ", "SIZE", "many", "URL", "a b"));
    settings.text("UNSET");
    settings.text("BLANK");
    settings.positive("SIZE");
    settings.parsed("URL", URI::create);
    settings.parsed("ALSO_UNSET", URI::create);
    settings.parsed("MAY_BE_UNSET", "", URI::create);
    settings.fault("--fast", "expected no such option");

    assertThatThrownBy(settings::check)
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage(
            """
            UNSET: expected a value, found none
            BLANK: expected a value, found none
            SIZE: expected a whole number from 1 to 999999999, found "many"
            URL: Illegal character in path at index 1: a b
            ALSO_UNSET: expected a value, found none
            --fast: expected no such option\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "1e3", "007", "1000000000", "٣", "1 000"})
  void refusesWhatIsNoPositiveNumber(String value) {
    Settings settings = new Settings(Map.of("SIZE", value));

    assertThat(settings.positive("SIZE")).isEqualTo(1);
    assertThatThrownBy(settings::check).hasMessageContaining("found \"" + value + "\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 999_999_999})
  void takesPositiveNumbersToBothEnds(int value) {
    Settings settings = new Settings(Map.of("SIZE", Integer.toString(value)));

    assertThat(settings.positive("SIZE")).isEqualTo(value);
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @Test
  void aParsedValueIsWhatItsTextMeans() {
    Settings settings = new Settings(Map.of("URL", "http://my.url"));

    assertThat(settings.parsed("URL", URI::create)).contains(URI.create("http://my.url"));
    assertThat(settings.parsed("URL", "", URI::create)).contains(URI.create("http://my.url"));
    assertThat(settings.parsed("UNSET", "a:b", URI::create)).contains(URI.create("a:b"));
    assertThat(settings.parsed("UNSET", "", URI::create)).isEmpty();
    assertThatCode(settings::check).doesNotThrowAnyException();
  }
}
