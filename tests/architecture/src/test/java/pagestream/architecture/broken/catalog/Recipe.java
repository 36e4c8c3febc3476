package pagestream.architecture.broken.catalog;

import org.jsoup.select.Evaluator;
import org.snakeyaml.engine.v2.nodes.Node;

/// A recipe that knows how pages and its own file are parsed.
public record Recipe(Evaluator rows, Node node) {}
