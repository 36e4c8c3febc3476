package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  private static final Version EARLIER = new Version("01JCZX8V3F0000000000000000", 9, "aa");
  private static final Version LATER = new Version("01JCZX8V3G0000000000000000", 1, "aa");

  @Test
  void aLaterPageIsNewerWhereverItsRowStood() {
    assertThat(LATER.isNewerThan(EARLIER)).isTrue();
    assertThat(EARLIER.isNewerThan(LATER)).isFalse();
  }

  @Test
  void withinAPageRowsFurtherDownAreNewer() {
    Version below = new Version(EARLIER.page(), 10, "aa");

    assertThat(below.isNewerThan(EARLIER)).isTrue();
    assertThat(EARLIER.isNewerThan(below)).isFalse();
    assertThat(below.isSameRowAs(EARLIER)).isFalse();
  }

  @Test
  void theContentTakesNoPart() {
    Version changed = new Version(EARLIER.page(), EARLIER.position(), "bb");

    assertThat(changed.isSameRowAs(EARLIER)).isTrue();
    assertThat(changed.isNewerThan(EARLIER)).isFalse();
  }
}
