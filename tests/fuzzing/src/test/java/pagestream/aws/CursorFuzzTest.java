package pagestream.aws;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Any text is a cursor of the query, or is refused as none.
class CursorFuzzTest {
  private static final List<String> KEY = List.of("_partition", "id");

  @FuzzTest(maxDuration = "2m")
  void anyTextIsACursorOrRefused(byte[] text) {
    check(new String(text, StandardCharsets.UTF_8));
    check(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
  }

  private static void check(String cursor) {
    try {
      Cursor.key(cursor, "a query", KEY);
    } catch (InvalidCursorException e) {
      // As it should be.
    }
  }
}
