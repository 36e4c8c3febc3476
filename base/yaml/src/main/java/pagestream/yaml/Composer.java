package pagestream.yaml;

import java.util.IdentityHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Makes the tree of a file from its text, and alone knows the parser.
final class Composer {
  private final String file;

  /// What an alias stands for is one node, as the anchor's is.
  private final IdentityHashMap<org.snakeyaml.engine.v2.nodes.Node, Node> known =
      new IdentityHashMap<>();

  private Composer(String file) {
    this.file = file;
  }

  /// @throws YamlException where the text is not YAML, or is empty
  static Node compose(String file, String text) {
    try {
      return new Composer(file)
          .node(
              new Compose(settings(file))
                  .composeString(text)
                  .orElseThrow(() ->
                      refused(
                          Place.whole(file),
                          "expected a mapping of names to values, found an empty file")));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw refused(new Place(file, line, ""), "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw refused(Place.whole(file), "not YAML: " + e.getMessage());
    }
  }

  private Node node(org.snakeyaml.engine.v2.nodes.Node composed) {
    if (composed.isRecursive()) {
      throw refused(
          new Place(file, line(composed), ""),
          "expected an alias outside of what its anchor names, found one within");
    }
    Node there = known.get(composed);
    if (there == null) {
      there = made(composed);
      known.put(composed, there);
    }
    return there;
  }

  private Node made(org.snakeyaml.engine.v2.nodes.Node composed) {
    int line = line(composed);
    return switch (composed) {
      case ScalarNode scalar -> new Node.Scalar(line, scalar.getValue(), scalar.isPlain());
      case SequenceNode list ->
          new Node.Sequence(line, list.getValue().stream().map(this::node).toList());
      case MappingNode mapping -> new Node.Mapping(line, entries(mapping));
      default -> throw new IllegalArgumentException(composed.toString());
    };
  }

  private List<Node.Entry> entries(MappingNode mapping) {
    return mapping.getValue().stream()
        .map(tuple -> new Node.Entry(node(tuple.getKeyNode()), node(tuple.getValueNode())))
        .toList();
  }

  private static int line(org.snakeyaml.engine.v2.nodes.Node composed) {
    return composed.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /// A key that is no name is found by the mapping, which knows its line.
  private static LoadSettings settings(String file) {
    return LoadSettings.builder().setLabel(file).setAllowNonScalarKeys(true).build();
  }

  private static YamlException refused(Place place, String message) {
    return new YamlException(List.of(new Mistake(place, message)));
  }
}
