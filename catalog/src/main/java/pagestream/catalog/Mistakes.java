package pagestream.catalog;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// The mistakes found in one YAML file, each with the line it stands on.
final class Mistakes {
  private record Mistake(int line, String message) {}

  private final String file;

  /// A value may be read twice, as the text it must be and for what it means: its mistake is one.
  private final Set<Mistake> found = new LinkedHashSet<>();

  Mistakes(String file) {
    this.file = file;
  }

  void add(Node at, String message) {
    found.add(new Mistake(line(at), message));
  }

  /// From 1 on.
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /// Throws when there was any, with all of them in the order of their lines.
  void check() {
    if (!found.isEmpty()) {
      throw new RecipeException(
          found.stream()
              .sorted(Comparator.comparingInt(Mistake::line))
              .map(mistake -> file + ":" + mistake.line() + ": " + mistake.message())
              .toList());
    }
  }
}
