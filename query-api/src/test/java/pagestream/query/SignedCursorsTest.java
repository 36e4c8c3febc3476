package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.aws.InvalidCursorException;
import pagestream.aws.Slice;
import pagestream.aws.SliceRequest;

class SignedCursorsTest {
  private static final String CURSOR =
      Base64.getUrlEncoder().withoutPadding().encodeToString("{\"id\":\"tt1\"}".getBytes());

  private final SignedCursors cursors = new SignedCursors(() -> new byte[] {1, 2, 3});

  private static String sign(SignedCursors cursors) {
    return cursors.signed(new Slice<>(List.of(), Optional.of(CURSOR))).next().orElseThrow();
  }

  private Optional<String> open(String signed) {
    return cursors.opened(new SliceRequest(7, true, Optional.of(signed))).cursor();
  }

  @Test
  void aCursorThatWasGivenIsTaken() {
    assertThat(open(sign(cursors))).contains(CURSOR);
  }

  @Test
  void aCursorOfWhichABitIsChangedIsRefused() {
    String signed = sign(cursors);

    for (int i = 0; i < signed.length(); i++) {
      for (int bit = 1; bit < 128; bit <<= 1) {
        StringBuilder changed = new StringBuilder(signed);
        changed.setCharAt(i, (char) (signed.charAt(i) ^ bit));
        assertRefused(changed.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "x", "..", "tt1.", "ü.ü"})
  void whatWasNeverGivenIsRefused(String cursor) {
    assertRefused(cursor);
    assertRefused(CURSOR + cursor);
    assertRefused(sign(cursors) + cursor + "x");
  }

  @Test
  void evenAnEmptyCursorIsTakenIfItWasGiven() {
    Slice<String> slice = new Slice<>(List.of(), Optional.of(""));

    assertThat(open(cursors.signed(slice).next().orElseThrow())).contains("");
  }

  @Test
  void anotherStacksCursorIsRefused() {
    assertRefused(sign(new SignedCursors(() -> new byte[] {1, 2, 4})));
  }

  @Test
  void theKeyIsAskedForOnlyIfThereIsACursor() {
    SignedCursors none =
        new SignedCursors(() -> {
          throw new AssertionError("nobody needs it");
        });

    assertThat(none.signed(new Slice<>(List.of("a"), Optional.empty())).items())
        .containsExactly("a");
    assertThat(none.opened(new SliceRequest(7, true, Optional.empty())).cursor()).isEmpty();
  }

  private void assertRefused(String cursor) {
    assertThatThrownBy(() -> open(cursor))
        .as(cursor)
        .isInstanceOf(InvalidCursorException.class)
        .hasMessageContaining("leave it out to start over");
  }
}
