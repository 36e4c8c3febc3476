package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributesTest {

  static Stream<Object> values() {
    return Stream.of(
        "Jüri Rumm",
        "",
        true,
        false,
        new BigDecimal("1994"),
        new BigDecimal("-0.25"),
        List.of("Adventure", "Drama"),
        List.of(),
        List.of("mixed", new BigDecimal("1"), true, List.of("nested")),
        Map.of(),
        Map.of("a", "text", "a map", Map.of("with", List.of("a list"))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsReadAsItWasWritten(Object value) {
    assertThat(Attributes.value(Attributes.of(value))).isEqualTo(value);
  }

  @Test
  void bytesAreReadAsTheyWereWritten() {
    byte[] bytes = {0, -1, 127};

    assertThat(Attributes.bytes(new Attributes().with("payload", bytes).item(), "payload"))
        .isEqualTo(bytes);
    assertThat(Attributes.value(Attributes.of(bytes))).isEqualTo(bytes);
  }

  @Test
  void numbersAreWrittenPlainly() {
    assertThat(Attributes.of(new BigDecimal("1E+3"))).isEqualTo(AttributeValue.fromN("1000"));
    assertThat(Attributes.of(7)).isEqualTo(AttributeValue.fromN("7"));
    assertThat(Attributes.of(7_000_000_000L)).isEqualTo(AttributeValue.fromN("7000000000"));
  }

  @Test
  void anAbsentValueIsAnAbsentAttribute() {
    assertThat(new Attributes().with("there", "value").with("absent", null).item())
        .containsOnlyKeys("there");
  }

  @Test
  void whatIsNoValueIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Attributes.of(Optional.empty()))
        .withMessage(
            "expected a text, flag, number, bytes, list or map, found class java.util.Optional");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Attributes.value(AttributeValue.fromNul(true)))
        .withMessage("expected S, BOOL, N, B, L or M, found NUL");
  }

  @Test
  void aMissingAttributeIsNamed() {
    Map<String, AttributeValue> empty = Map.of();

    assertThat(Attributes.optionalText(empty, "run")).isEmpty();
    assertThat(Attributes.optionalNumber(empty, "position")).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.text(empty, "run"))
        .withMessage("expected an attribute run, found none");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.number(empty, "position"))
        .withMessageContaining("position");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.bytes(empty, "payload"))
        .withMessageContaining("payload");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.map(empty, "sums"))
        .withMessageContaining("sums");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.flag(empty, "isGivenUp"))
        .withMessageContaining("isGivenUp");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.time(empty, "at"))
        .withMessageContaining("at");
  }

  @Test
  void anItemIsReadAsValuesByName() {
    assertThat(Attributes.values(new Attributes().with("id", "tt1").with("startYear", 1994).item()))
        .isEqualTo(Map.of("id", "tt1", "startYear", new BigDecimal("1994")));
  }
}
