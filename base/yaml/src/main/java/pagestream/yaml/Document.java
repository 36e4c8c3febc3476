package pagestream.yaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A file that is being read: what its values' variables stand for, and the mistakes found so far.
final class Document {
  private final String file;
  private final UnaryOperator<String> resolve;

  /// A value may be read twice, as the text it must be and for what it means: its mistake is one.
  private final Set<Mistake> mistakes = new LinkedHashSet<>();

  Document(String file, UnaryOperator<String> resolve) {
    this.file = file;
    this.resolve = resolve;
  }

  String resolve(String text) {
    return resolve.apply(text);
  }

  Place place(Node node, String path) {
    return new Place(file, node.line(), path);
  }

  void add(Mistake mistake) {
    mistakes.add(mistake);
  }

  void mistake(Node at, String path, String expected, String found) {
    add(new Mistake(place(at, path), "expected " + expected + ", found " + found));
  }

  /// What an attempt gives; empty, and a mistake, where it is refused. The mistakes of another file
  /// that a value stands for are told as they are.
  <T> Optional<T> attempt(Node at, String path, Supplier<T> attempt) {
    try {
      return Optional.of(attempt.get());
    } catch (YamlException e) {
      mistakes.addAll(e.mistakes());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      add(new Mistake(place(at, path), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /// Throws when there was any mistake.
  void check() {
    if (!mistakes.isEmpty()) {
      throw new YamlException(List.copyOf(mistakes));
    }
  }
}
