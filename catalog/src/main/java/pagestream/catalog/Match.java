package pagestream.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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

  public Optional<String> in(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())));
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
