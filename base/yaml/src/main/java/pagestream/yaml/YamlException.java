package pagestream.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A file that cannot be used: every mistake in it, one a line, in the order of their lines.
public final class YamlException extends IllegalArgumentException {

  public YamlException(List<Mistake> mistakes) {
    super(
        mistakes.stream()
            .sorted(Comparator.comparingInt(mistake -> mistake.place().line()))
            .map(Mistake::toString)
            .collect(Collectors.joining("\n")));
  }
}
