package pagestream.query;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pagestream.aws.InvalidCursorException;
import pagestream.aws.SliceRequest;

/// No text is taken for a cursor that was given, but one that was.
class SignedCursorFuzzTest {
  private final SignedCursors cursors =
      new SignedCursors(() -> "a key".getBytes(StandardCharsets.UTF_8));

  @FuzzTest(maxDuration = "2m")
  void whatWasNotGivenIsRefused(byte[] text) {
    String cursor = new String(text, StandardCharsets.UTF_8);
    try {
      cursors.opened(new SliceRequest(7, true, Optional.of(cursor)));
    } catch (InvalidCursorException e) {
      return;
    }
    throw new AssertionError("expected " + cursor + " to be refused, found it taken");
  }
}
