package pagestream.local;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// What queries rely on in a table, each fact as people read it: its key, and its indexes with
/// their keys and attributes.
record TableShape(Set<String> facts) {

  static TableShape of(CreateTableRequest table) {
    TableShape shape = withKey(table.keySchema());
    table
        .globalSecondaryIndexes()
        .forEach(index -> shape.add(index.indexName(), index.keySchema(), index.projection()));
    return shape;
  }

  static TableShape of(TableDescription table) {
    TableShape shape = withKey(table.keySchema());
    table
        .globalSecondaryIndexes()
        .forEach(index -> shape.add(index.indexName(), index.keySchema(), index.projection()));
    return shape;
  }

  /// What it lacks of this, if anything, and what it has in its place. More does no harm.
  Optional<String> differenceOf(TableShape found) {
    Set<String> lacking = new TreeSet<>(facts);
    lacking.removeAll(found.facts);
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    Set<String> instead = new TreeSet<>(found.facts);
    instead.removeAll(facts);
    return Optional.of(
        "expected %s, found %s"
            .formatted(
                String.join(" and ", lacking),
                instead.isEmpty() ? "none of it" : String.join(" and ", instead)));
  }

  private static TableShape withKey(List<KeySchemaElement> key) {
    TableShape shape = new TableShape(new TreeSet<>());
    shape.facts.add("the key " + text(key));
    return shape;
  }

  private void add(String index, List<KeySchemaElement> key, Projection projection) {
    facts.add("the index %s by %s".formatted(index, text(key)));
    List<String> included = projection.nonKeyAttributes();
    if (included.isEmpty()) {
      facts.add("%s in the index %s".formatted(projection.projectionTypeAsString(), index));
    }
    included.forEach(attribute -> facts.add("%s in the index %s".formatted(attribute, index)));
  }

  private static String text(List<KeySchemaElement> key) {
    return key.stream()
        .map(part -> part.attributeName() + " " + part.keyTypeAsString())
        .collect(Collectors.joining(", "));
  }
}
