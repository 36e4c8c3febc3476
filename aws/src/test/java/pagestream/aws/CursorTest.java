package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CursorTest {
  private static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.fromS("tt\"ü?&"), "_partition", AttributeValue.fromS("movies"));
  private static final List<String> NAMES = List.of("_partition", "id");

  @Test
  void aCursorGivesTheKeyBack() {
    assertThat(Cursor.key(Cursor.of("query", KEY), "query", NAMES)).isEqualTo(KEY);
  }

  @Test
  void aCursorCanStandInAnAddress() {
    assertThat(Cursor.of("query", KEY)).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void anotherQuerysCursorIsRefused() {
    String cursor = Cursor.of("query", KEY);

    assertThatThrownBy(() -> Cursor.key(cursor, "another", NAMES))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessage(
            "cursor: expected one this query gave, found another query's; leave it out to start"
                + " over");
  }

  @Test
  void aCursorWithoutAnAttributeIsRefused() {
    String cursor = Cursor.of("query", KEY);

    assertThatThrownBy(() -> Cursor.key(cursor, "query", List.of("_partition", "id", "order")))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessageStartingWith("cursor: expected the \"next\" of a slice before");
  }

  @Test
  void aTamperedCursorIsRefused() {
    String json =
        new String(Base64.getUrlDecoder().decode(Cursor.of("query", KEY)), StandardCharsets.UTF_8);

    for (String tampered :
        List.of(
            json.substring(0, json.length() - 1),
            json + "{}",
            json.replace("\"movies\"", "7"),
            json.replace("\"movies\"", "null"),
            json.replace("\"movies\"", "{\"S\":\"movies\"}"))) {
      String cursor =
          Base64.getUrlEncoder().encodeToString(tampered.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> Cursor.key(cursor, "query", NAMES))
          .as(tampered)
          .isInstanceOf(InvalidCursorException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xyz", "%", "a b", "bnVsbA", "W10", "IiI", "ü", "=", "AAAA"})
  void whatIsNoCursorIsRefused(String cursor) {
    assertThatThrownBy(() -> Cursor.key(cursor, "query", NAMES))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessageEndingWith("leave it out to start over");
  }
}
