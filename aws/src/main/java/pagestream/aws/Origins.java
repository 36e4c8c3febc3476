package pagestream.aws;

import java.time.Instant;
import java.util.Map;
import pagestream.pipeline.Origin;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An origin as attributes of an item. The run's id is the items' key in one table and an attribute
/// in another, so its name is given.
final class Origins {
  private Origins() {}

  static Attributes write(Attributes attributes, String runName, Origin origin) {
    return attributes
        .with(runName, origin.run())
        .with("recipe", origin.recipe())
        .with("recipeVersion", origin.recipeVersion())
        .with("url", origin.url())
        .with("scrapedAt", origin.scrapedAt().toString());
  }

  static Origin read(Map<String, AttributeValue> item, String runName) {
    return new Origin(
        Attributes.text(item, runName),
        Attributes.text(item, "recipe"),
        Attributes.text(item, "recipeVersion"),
        Attributes.text(item, "url"),
        Instant.parse(Attributes.text(item, "scrapedAt")));
  }
}
