package pagestream.aws;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The names of all recipes that a run was ever begun with, in the runs' table under `recipes`.
final class RunRecipes {
  static final String ID = "recipes";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Set<String> remembered = ConcurrentHashMap.newKeySet();

  RunRecipes(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /// Asked once for each recipe and process: it is there from the first run on.
  void remember(String recipe) {
    if (!remembered.contains(recipe)) {
      Attributes item = new Attributes().with(RunItems.ID, ID).with(RunItems.PART, recipe);
      Calls.putOnce(dynamo, table, item);
      remembered.add(recipe);
    }
  }

  Set<String> all() {
    return new PartQuery(dynamo, table)
        .all("id = :id AND part > :part", ID, " ").stream()
            .map(item -> Attributes.text(item, RunItems.PART))
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
