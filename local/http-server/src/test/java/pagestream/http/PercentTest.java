package pagestream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {
  @ParameterizedTest
  @CsvSource({
    "a+b, a+b",
    "a%2Fb, a/b",
    "J%C3%BCri, Jüri",
    "Jüri, Jüri",
    "100%25, 100%",
    "%F0%9F%8E%AC, 🎬"
  })
  void decodesASegment(String raw, String decoded) {
    assertThat(Percent.decodePath(raw)).isEqualTo(decoded);
  }

  @Test
  void aPlusInAQueryIsASpace() {
    assertThat(Percent.decodeQuery("a+b%2Bc")).isEqualTo("a b+c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%", "%2", "%zz", "%+1", "%FF", "%C3", "%C0%AF", "%ED%A0%80", "%٣٣", "a\ufffd"})
  void refusesWhatIsMalformed(String raw) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Percent.decodePath(raw))
        .withMessageContaining("found \"" + raw + "\"");
  }

  @ParameterizedTest
  @CsvSource({"<b>, %3C, <", "a b, %20, ' '", "{id}, %7B, {", "a|b, %7C, |"})
  void refusesWhatNoUrlHasAndSaysHowToWriteIt(String raw, String encoded, String character) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Percent.decodeQuery(raw))
        .withMessage(
            "expected %s in the place of %s, found \"%s\"".formatted(encoded, character, raw));
  }
}
