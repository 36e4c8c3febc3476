package pagestream.aws;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunKind;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Finds the latest run that has read rows by a recipe. The index of all runs may not have those
/// that began a moment ago; these are among the open ones.
record LatestScrape(DynamoDbClient dynamo, String table, OpenRuns open, RunReader reader) {
  /// Of how many runs, of whatever recipe, the heads are read at once.
  private static final int AT_ONCE = 100;

  /// Of how many at most.
  private static final int MOST = 500;

  Optional<String> of(String recipe) {
    return Stream.concat(
            open.of(recipe).reversed().stream().filter(run -> isOne(run, recipe)).limit(1),
            settled(recipe).stream())
        .max(Comparator.naturalOrder());
  }

  /// If there is none among many, the last of them is taken for one: it may be one of those that
  /// are older.
  private Optional<String> settled(String recipe) {
    Optional<String> cursor = Optional.empty();
    Optional<String> last = Optional.empty();
    for (int read = 0; read < MOST; read += AT_ONCE) {
      Slice<Map<String, AttributeValue>> newest =
          RunItems.newest(dynamo, table).slice(new SliceRequest(AT_ONCE, false, cursor));
      Optional<String> found =
          newest.items().stream()
              .map(item -> Attributes.text(item, RunItems.ID))
              .filter(run -> isOne(run, recipe))
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
      cursor = newest.next();
      if (cursor.isEmpty()) {
        return Optional.empty();
      }
      last = Optional.of(Attributes.text(newest.items().getLast(), RunItems.ID));
    }
    return last;
  }

  private boolean isOne(String run, String recipe) {
    Map<String, AttributeValue> item = reader.head(run);
    if (item.isEmpty()) {
      return false;
    }
    return ItemReading.readable(item, RunItemReader::head)
            .filter(found -> found.recipe().equals(recipe) && found.kind() == RunKind.SCRAPE)
            .isPresent()
        && hasRead(item);
  }

  /// One that is too large for a look counts as one that has.
  private boolean hasRead(Map<String, AttributeValue> item) {
    return reader
        .read(item, ReadBudget.of(RunRead.FEW_MEGABYTES))
        .whole()
        .map(Run::hasRead)
        .orElse(true);
  }
}
