package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MatchTest {
  @Test
  void withoutAGroupItFindsAllThatMatches() {
    assertThat(match("tt\\d+").in("see tt0292215 there")).contains("tt0292215");
  }

  @Test
  void withGroupsItFindsTheFirst() {
    assertThat(match("\\((\\d{4})(–)?").in("(1994–)")).contains("1994");
  }

  @Test
  void ofSeveralMatchesTheFirstCounts() {
    assertThat(match("\\d+").in("1 of 2")).contains("1");
  }

  @Test
  void findsNothingWhereTheGroupTookNoPart() {
    assertThat(match("a(b)?").in("a")).isEmpty();
    assertThat(match("\\d").in("none")).isEmpty();
  }

  private static Match match(String regex) {
    return new Match(Pattern.compile(regex));
  }
}
