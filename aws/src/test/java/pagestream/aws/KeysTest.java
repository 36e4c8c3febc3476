package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {

  @Test
  void aKeyHasAtLeastOneByte() {
    assertThat(Keys.canBePartition("")).isFalse();
    assertThat(Keys.canBeSort("")).isFalse();
    assertThat(Keys.canBePartition("a")).isTrue();
    assertThat(Keys.canBeSort("a")).isTrue();
  }

  @Test
  void bytesCountAndNotCharacters() {
    assertThat(Keys.canBePartition("ü".repeat(1024))).isTrue();
    assertThat(Keys.canBePartition("ü".repeat(1024) + "u")).isFalse();
    assertThat(Keys.canBeSort("ü".repeat(512))).isTrue();
    assertThat(Keys.canBeSort("ü".repeat(512) + "u")).isFalse();
  }
}
