package pagestream.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.yaml.YamlMapping;

/// What the parameters of a query mean to a site: which queries lead to the same page.
///
/// @param ordered whether their order matters
/// @param without the names of those that do not matter, such as a session's id
public record QueryRule(boolean ordered, Set<String> without) {
  static final List<String> OPTIONS = List.of("ordered", "without");

  /// Every difference matters.
  public static final QueryRule EXACT = new QueryRule(true, Set.of());

  static QueryRule read(YamlMapping query) {
    query.allow(OPTIONS);
    return new QueryRule(
        query.flag("ordered").orElse(EXACT.ordered), Set.copyOf(query.texts("without")));
  }

  /// The one query that stands for all that lead to the same page. Parameters of one name keep
  /// their order.
  String canonical(String query) {
    Stream<String> parameters =
        Arrays.stream(query.split("&", -1)).filter(parameter -> !without.contains(name(parameter)));
    return (ordered ? parameters : parameters.sorted(Comparator.comparing(QueryRule::name)))
        .collect(Collectors.joining("&"));
  }

  private static String name(String parameter) {
    return parameter.split("=", 2)[0];
  }
}
