package pagestream.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Files that cannot be used: every mistake in them, one a line, in the order of files and lines.
public final class YamlException extends IllegalArgumentException {
  private final transient List<Mistake> mistakes;

  public YamlException(List<Mistake> mistakes) {
    super(
        mistakes.stream()
            .sorted(
                Comparator.<Mistake, String>comparing(mistake -> mistake.place().file())
                    .thenComparingInt(mistake -> mistake.place().line()))
            .map(Mistake::toString)
            .collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }
}
