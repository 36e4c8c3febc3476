package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

class MatchTest {
  @Test
  void withoutAGroupItFindsAllThatMatches() {
    assertThat(found("tt\\d+", "see tt0292215 there")).contains("tt0292215");
  }

  @Test
  void withGroupsItFindsTheFirst() {
    assertThat(found("\\((\\d{4})(–)?", "(1994–)")).contains("1994");
  }

  @Test
  void ofSeveralMatchesTheFirstCounts() {
    assertThat(found("\\d+", "1 of 2")).contains("1");
  }

  @Test
  void findsNothingWhereTheGroupTookNoPart() {
    assertThat(found("a(b)?", "a")).isEmpty();
    assertThat(found("\\d", "none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(\\d+)\\.\\s", "(\\d+)+x", "\\d*\\d*x"})
  @Timeout(10)
  void aTextThatTakesTooManyStepsIsRejected(String regex) {
    Rejection why = rejected(regex, "1".repeat(300_000), MatchSteps.ofARow());

    assertThat(why.reason()).isEqualTo(Reason.MATCH_TOO_LONG);
    assertThat(why.message()).contains(regex, "2,000,000 characters", "1111…");
  }

  @Test
  void allTextsOfARowShareItsSteps() {
    MatchSteps steps = new MatchSteps(25);
    String ten = "1234567890";

    assertThat(new Match(Pattern.compile("x")).in(ten, steps))
        .isEqualTo(Result.ok(Optional.empty()));
    assertThat(new Match(Pattern.compile("x")).in(ten, steps))
        .isEqualTo(Result.ok(Optional.empty()));
    assertThat(rejected("x", ten, steps).reason()).isEqualTo(Reason.MATCH_TOO_LONG);
  }

  @Test
  void theLargestTextOfARowCanBeMatched() {
    String text = "word ".repeat(70_000) + "12.5";

    assertThat(found("[\\d.]+", text)).contains("12.5");
  }

  @Test
  void theDocumentsSayHowFarItMayGo() throws IOException {
    assertThat(Files.readString(Path.of("../docs/recipes.md")))
        .contains(
            String.format(Locale.ROOT, "%,d characters together", MatchSteps.OF_A_ROW),
            String.format(Locale.ROOT, "%,d characters for all", MatchSteps.OF_A_SITEMAP));
  }

  private static Optional<String> found(String regex, String text) {
    return switch (new Match(Pattern.compile(regex)).in(text, MatchSteps.ofARow())) {
      case Result.Ok<Optional<String>>(Optional<String> found) -> found;
      case Result.Rejected<Optional<String>>(Rejection why) -> throw new AssertionError(why);
    };
  }

  private static Rejection rejected(String regex, String text, MatchSteps steps) {
    return switch (new Match(Pattern.compile(regex)).in(text, steps)) {
      case Result.Ok<Optional<String>>(Optional<String> found) -> throw new AssertionError(found);
      case Result.Rejected<Optional<String>>(Rejection why) -> why;
    };
  }
}
