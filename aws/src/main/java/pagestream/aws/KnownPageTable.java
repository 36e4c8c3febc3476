package pagestream.aws;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Sha256;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.KnownPages;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// The pages that were read: an item each in the table of hosts.
public final class KnownPageTable implements KnownPages {
  private static final int ID_BYTES = 16;
  private static final String READ_BY = "readBy";

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  /// @param table that of hosts, whose ids are names
  public KnownPageTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /// An address may be longer than a key.
  private static String id(String recipe, String url) {
    return "page#" + Sha256.hex((recipe + "\n" + url).getBytes(StandardCharsets.UTF_8), ID_BYTES);
  }

  /// One that another version has kept with other attributes is not known.
  @Override
  public Optional<KnownPage> find(String recipe, String url, String readBy) {
    Map<String, AttributeValue> item =
        Calls.read(dynamo, table, Map.of("id", AttributeValue.fromS(id(recipe, url))));
    return ItemReading.readable(item, KnownPageTable::page)
        .filter(page -> page.readBy().equals(readBy));
  }

  private static KnownPage page(Map<String, AttributeValue> item) {
    return new KnownPage(
        Attributes.text(item, READ_BY),
        Attributes.optionalText(item, "etag"),
        Attributes.optionalText(item, "lastModified"),
        Attributes.text(item, "hash"),
        Attributes.text(item, "run"),
        Attributes.text(item, "page"),
        Attributes.number(item, "rows"),
        Attributes.number(item, "batches"),
        Attributes.flag(item, "isLeaf"));
  }

  @Override
  public void keep(String recipe, String url, KnownPage page) {
    Attributes item =
        new Attributes()
            .with("id", id(recipe, url))
            .with(READ_BY, page.readBy())
            .with("etag", page.etag().orElse(null))
            .with("lastModified", page.lastModified().orElse(null))
            .with("hash", page.hash())
            .with("run", page.run())
            .with("page", page.page())
            .with("rows", page.rows())
            .with("batches", page.batches())
            .with("isLeaf", page.isLeaf())
            .with(Attributes.EXPIRES, clock.instant().plus(Retention.PAGES).getEpochSecond());
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table)
            .item(item.item())
            .conditionExpression("attribute_not_exists(id) OR page <= :page")
            .expressionAttributeValues(Map.of(":page", AttributeValue.fromS(page.page())))
            .build();
    Calls.put(dynamo, request); // one that DynamoDB refuses is not known the next time
  }
}
