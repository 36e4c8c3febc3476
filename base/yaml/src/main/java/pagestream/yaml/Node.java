package pagestream.yaml;

import java.util.List;

/// A value of a file, with the line on which it begins, from 1 on.
sealed interface Node {
  int line();

  /// As messages name it.
  String description();

  /// A single value.
  ///
  /// @param isPlain without quotation marks
  record Scalar(int line, String text, boolean isPlain) implements Node {
    @Override
    public String description() {
      return "\"" + text + "\"";
    }
  }

  record Sequence(int line, List<Node> items) implements Node {
    @Override
    public String description() {
      return "a list of " + items.size();
    }
  }

  /// In the file's order; a key may be there twice, and may be no name.
  record Mapping(int line, List<Entry> entries) implements Node {
    @Override
    public String description() {
      return "a mapping";
    }
  }

  record Entry(Node key, Node value) {}
}
