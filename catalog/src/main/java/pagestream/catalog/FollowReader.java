package pagestream.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pagestream.yaml.YamlMapping;

/// Reads what a recipe says of links.
final class FollowReader {
  /// The names of the fields read so far, on whatever level.
  private final Set<String> names = new TreeSet<>();

  private FollowReader(List<Field> listFields) {
    listFields.forEach(field -> names.add(field.name()));
  }

  /// @param listFields the fields of the list, whose names no detail may use again
  static Follow read(YamlMapping recipe, List<Field> listFields) {
    Optional<YamlMapping> follow = recipe.mapping("follow");
    if (follow.filter(links -> links.keys().isEmpty()).isPresent()) {
      recipe.mistake("follow", "at least one of " + String.join(", ", Follow.OPTIONS), "none");
    }
    return follow.map(links -> new FollowReader(listFields).links(links)).orElse(Follow.NOTHING);
  }

  private Follow links(YamlMapping follow) {
    follow.allow(Follow.OPTIONS);
    return new Follow(FieldReader.selector(follow, "next"), detail(follow, 1));
  }

  /// @param above what may have a detail
  private Optional<Detail> detail(YamlMapping above, int level) {
    return above.mapping("detail").map(detail -> read(detail, level));
  }

  private Detail read(YamlMapping detail, int level) {
    detail.allow(Detail.OPTIONS);
    return new Detail(
        level,
        FieldReader.requiredSelector(detail, "link"),
        RecipeReader.layout(detail),
        fields(detail),
        detail(detail, level + 1));
  }

  private List<Field> fields(YamlMapping detail) {
    if (detail.isMapping("detail") && !detail.keys().contains("fields")) {
      return List.of();
    }
    List<Field> fields = FieldReader.atLeastOne(detail);
    for (Field field : fields) {
      if (!names.add(field.name())) {
        detail
            .section("fields")
            .mistake(field.name(), "a name that no level above has", "\"" + field.name() + "\"");
      }
    }
    return fields;
  }
}
