package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
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
  }

  /// Pagestream writes none of these, but somebody else may.
  @Test
  void aValueOfAnyOtherTypeIsReadTooASetAsAList() {
    SdkBytes bytes = SdkBytes.fromUtf8String("bytes");

    assertThat(Attributes.value(AttributeValue.fromNul(true))).isEqualTo(NullNode.instance);
    assertThat(Attributes.value(AttributeValue.fromSs(List.of("a", "b"))))
        .isEqualTo(List.of("a", "b"));
    assertThat(Attributes.value(AttributeValue.fromNs(List.of("1", "2.5"))))
        .isEqualTo(List.of(new BigDecimal("1"), new BigDecimal("2.5")));
    assertThat(Attributes.value(AttributeValue.fromBs(List.of(bytes))))
        .asInstanceOf(LIST)
        .containsExactly(bytes.asByteArray());
    assertThat(Attributes.value(AttributeValue.fromL(List.of(AttributeValue.fromNul(true)))))
        .isEqualTo(List.of(NullNode.instance));
  }

  @Test
  void anAttributeOfAnotherTypeOrOfAnUnknownValueIsNamed() {
    Map<String, AttributeValue> item =
        new Attributes().with("run", 7).with("rows", "many").with("at", "noon").item();

    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.text(item, "run"))
        .withMessage("expected an attribute run of type S, found one of type N");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.optionalNumber(item, "rows"))
        .withMessage("expected an attribute rows of type N, found one of type S");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.time(item, "at"))
        .withMessage("attribute at: expected a value that this version knows, found \"noon\"");
    assertThatIllegalStateException()
        .isThrownBy(() -> Attributes.number(new Attributes().with("rows", 1L << 40).item(), "rows"))
        .withMessageContaining("rows");
  }

  @Test
  void anItemHasExpiredFromTheSecondAfterItsTime() {
    Map<String, AttributeValue> item = new Attributes().with(Attributes.EXPIRES, 60).item();

    assertThat(Attributes.isExpired(item, Instant.ofEpochSecond(60))).isFalse();
    assertThat(Attributes.isExpired(item, Instant.ofEpochSecond(61))).isTrue();
    assertThat(Attributes.isExpired(Map.of(), Instant.MAX)).isFalse();
    assertThat(
            Attributes.isExpired(
                new Attributes().with(Attributes.EXPIRES, "never").item(), Instant.MAX))
        .isFalse();
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
