package pagestream.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;

/// A regular expression that finds a value within a text: its first group where it has one, else
/// all it matches.
public record Match(Pattern pattern) {

  /// Refuses any other text by an [IllegalArgumentException] that says what was expected and found.
  static Match of(String regex) {
    try {
      return new Match(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression, found \"" + regex + "\": " + e.getDescription(), e);
    }
  }

  /// What it finds, if anything; rejected where that takes more steps than are left.
  public Result<Optional<String>> in(String text, MatchSteps steps) {
    Matcher matcher = pattern.matcher(steps.counted(text));
    try {
      return Result.ok(
          matcher.find()
              ? Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())))
              : Optional.empty());
    } catch (MatchSteps.UsedUpException e) {
      return Result.rejected(Reason.MATCH_TOO_LONG, tooLong(text, steps));
    }
  }

  private String tooLong(String text, MatchSteps steps) {
    return String.format(
        Locale.ROOT,
        "expected \"%s\" to look at %,d characters at most, found more to look at in \"%s\"; make it"
            + " simpler, or select less text",
        this,
        steps.allowed(),
        Quote.of(text));
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
