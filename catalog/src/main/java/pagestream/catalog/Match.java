package pagestream.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A regular expression that finds a value within a text: its first group where it has one, else
/// all it matches.
public record Match(Pattern pattern) {
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
