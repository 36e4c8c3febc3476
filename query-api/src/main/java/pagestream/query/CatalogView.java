package pagestream.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import pagestream.catalog.Follow;
import pagestream.catalog.Limits;
import pagestream.catalog.Match;
import pagestream.catalog.QueryRule;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.catalog.Schedule;
import pagestream.catalog.Selector;
import pagestream.catalog.Source;
import pagestream.catalog.Start;
import pagestream.catalog.Template;
import pagestream.catalog.TimeSpan;
import pagestream.encoding.Json;
import pagestream.yaml.YamlException;

/// How sources and recipes look to the outside.
final class CatalogView {
  private CatalogView() {}

  /// @param base what stands before the API's paths
  static ObjectNode source(Source source, String base) {
    ObjectNode json =
        Json.MAPPER.createObjectNode().put("source", source.name()).put("recipe", source.recipe());
    json.set("start", start(source.start()));
    json.put("schedule", source.schedule().map(Schedule::expression).orElse(null));
    source.hosts().forEach(json.putArray("hosts")::add);
    limits(source.limits(), json.putObject("limits"));
    json.putObject("pace")
        .put("delay", TimeSpan.text(source.pace().delay()))
        .put("atOnce", source.pace().atOnce());
    query(source.query(), json.putObject("query"));
    json.put("robots", source.obeysRobots() ? "obey" : "ignore");
    json.putObject("links").put("records", base + "/records/" + source.recipe());
    return json;
  }

  private static void limits(Limits limits, ObjectNode json) {
    json.put("pages", limits.pages())
        .put("rows", limits.rows())
        .put("bytes", limits.bytes())
        .put("depth", limits.depth())
        .put("time", TimeSpan.text(limits.time()));
  }

  private static void query(QueryRule rule, ObjectNode json) {
    json.put("ordered", rule.ordered());
    rule.without().stream().sorted().forEach(json.putArray("without")::add);
  }

  /// As a source's file says it.
  private static JsonNode start(Start start) {
    return switch (start) {
      case Start.Addresses(List<Template> templates) when templates.size() == 1 ->
          TextNode.valueOf(templates.getFirst().text());
      case Start.Addresses(List<Template> templates) ->
          Json.MAPPER.valueToTree(templates.stream().map(Template::text).toList());
      case Start.Sitemap sitemap ->
          Json.MAPPER
              .createObjectNode()
              .put("sitemap", sitemap.address().toString())
              .put("match", sitemap.match().map(Match::toString).orElse(null))
              .put("since", sitemap.since().map(TimeSpan::text).orElse(null));
    };
  }

  /// A recipe that is no longer deployed has its name alone; its records stay readable. One with
  /// mistakes came into its folder after the start, which refuses it.
  ///
  /// @param base what stands before the API's paths
  static ObjectNode recipe(String name, Recipes recipes, String base) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("recipe", name);
    try {
      Optional<Recipe> recipe = recipes.find(name);
      json.put("status", recipe.isPresent() ? "deployed" : "removed");
      recipe.ifPresent(deployed -> describe(deployed, json));
    } catch (YamlException e) {
      json.put("status", "broken");
      ArrayNode mistakes = json.putArray("mistakes");
      e.mistakes().forEach(mistake -> mistakes.add(mistake.toString()));
    }
    json.putObject("links").put("records", base + "/records/" + name);
    return json;
  }

  /// The selectors of its links: the next page's, then those of the details, one for each level.
  private static void follow(Follow follow, ObjectNode json) {
    json.put("next", follow.next().map(Selector::text).orElse(null));
    ArrayNode details = json.putArray("details");
    follow.details().forEach(detail -> details.add(detail.link().text()));
  }

  private static void describe(Recipe recipe, ObjectNode json) {
    json.put("version", recipe.version()).put("key", recipe.key());
    ObjectNode fields = json.putObject("fields");
    recipe.fields().forEach(field -> fields.put(field.name(), field.typeName()));
    if (!recipe.follow().equals(Follow.NOTHING)) {
      follow(recipe.follow(), json.putObject("follow"));
    }
  }
}
