package pagestream.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  private static String nested(int deep) {
    return "[".repeat(deep) + "]".repeat(deep);
  }

  private static String named(int characters) {
    return "{\"%s\":1}".formatted("n".repeat(characters));
  }

  static Stream<String> beyondTheLimits() {
    return Stream.of(nested(65), named(60_000), "1".repeat(201), text((64 << 20) + 1));
  }

  static Stream<String> atTheLimits() {
    return Stream.of(nested(64), named(20_000), "1".repeat(200), text((64 << 20) - 2));
  }

  private static String text(int characters) {
    return '"' + "x".repeat(characters) + '"';
  }

  @ParameterizedTest
  @MethodSource("beyondTheLimits")
  void whatIsBeyondALimitIsRefused(String json) {
    assertThatThrownBy(() -> Json.MAPPER.readTree(json))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @ParameterizedTest
  @MethodSource("atTheLimits")
  void whatReachesALimitIsRead(String json) throws Exception {
    assertThat(Json.MAPPER.readTree(json)).isNotNull();
  }

  @Test
  void whatFollowsTheEndIsRefused() {
    assertThatThrownBy(() -> Json.MAPPER.readTree("{} {}")).hasMessageContaining("Trailing token");
  }
}
