package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private static Parameters of(String name, String... values) {
    return new Parameters(Map.of(name, List.of(values)));
  }

  @Test
  void withoutParametersThereAreFiftyInTheUsualOrder() {
    Parameters none = new Parameters(Map.of());

    assertThat(none.slice(true)).isEqualTo(new SliceRequest(50, true, Optional.empty()));
    assertThat(none.slice(false)).isEqualTo(new SliceRequest(50, false, Optional.empty()));
  }

  @Test
  void aSliceIsAskedForByLimitOrderAndCursor() {
    Parameters parameters =
        new Parameters(
            Map.of("limit", List.of("500"), "order", List.of("desc"), "cursor", List.of("abc")));

    assertThat(parameters.slice(true)).isEqualTo(new SliceRequest(500, false, Optional.of("abc")));
    assertThat(of("order", "asc").slice(false).ascending()).isTrue();
    assertThat(of("limit", "1").slice(true).limit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "501", "-1", "1.5", "ten", "", " 5", "1000", "99999999999", "٥"})
  void aWrongLimitIsTold(String limit) {
    assertThatThrownBy(() -> of("limit", limit).slice(true))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("limit: expected a whole number from 1 to 500, found \"%s\"".formatted(limit));
  }

  @Test
  void aWrongOrderIsTold() {
    assertThatThrownBy(() -> of("order", "ASC").slice(true))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("order: expected asc, desc, found \"ASC\"");
  }

  @Test
  void aParameterGivenTwiceIsRefused() {
    assertThatThrownBy(() -> of("limit", "1", "2"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("limit: expected it once, found it 2 times");
  }

  @Test
  void aParameterNobodyKnowsIsRefusedByName() {
    assertThatThrownBy(() -> of("colour", "red").allow(Set.of("stage")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("query parameters: expected some of cursor, limit, order, stage, found colour");
  }

  @Test
  void aParameterWithoutAValueIsRefused() {
    assertThatThrownBy(() -> of("genres", "").text("genres"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("genres: expected a value, found none; leave it out where it does not matter");
  }

  @Test
  void whereNoneIsKnownEachIsRefusedByName() {
    new Parameters(Map.of()).allowNone();

    assertThatThrownBy(() -> of("limit", "1").allowNone())
        .isInstanceOf(BadRequestException.class)
        .hasMessage("query parameters: expected none, found limit");
  }

  @Test
  void knownParametersAreAllowed() {
    Parameters parameters =
        new Parameters(Map.of("limit", List.of("1"), "stage", List.of("scraper")));

    parameters.allow(Set.of("stage"));

    assertThat(parameters.text("stage")).contains("scraper");
    assertThat(parameters.text("reason")).isEmpty();
  }

  @Test
  void whatIsWrongIsQuotedInPart() {
    String endless = "x".repeat(5_000);

    for (ThrowingCallable wrong :
        List.<ThrowingCallable>of(
            () -> of(endless, "1").allowNone(),
            () -> of(endless, "1").allow(Set.of("stage")),
            () -> of(endless, "1", "2"),
            () -> of("limit", endless).slice(true),
            () -> of("stage", endless).word("stage", List.of("scraper")))) {
      assertThatThrownBy(wrong)
          .isInstanceOf(BadRequestException.class)
          .extracting(Throwable::getMessage)
          .asString()
          .contains("xxx…")
          .hasSizeLessThan(250);
    }
  }

  @Test
  void aWordIsOneOfThoseKnown() {
    assertThat(of("stage", "writer").word("stage", List.of("scraper", "writer")))
        .contains("writer");
    assertThat(of("stage", "writer").word("reason", List.of("any"))).isEmpty();
    assertThatThrownBy(() -> of("stage", "cook").word("stage", List.of("scraper", "writer")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("stage: expected scraper, writer, found \"cook\"");
  }
}
