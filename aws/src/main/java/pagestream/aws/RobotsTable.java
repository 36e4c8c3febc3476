package pagestream.aws;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Gzip;
import pagestream.pacing.RobotsFile;
import pagestream.pacing.RobotsFiles;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The robots.txt of each site: an item in the table of hosts.
public final class RobotsTable implements RobotsFiles {
  /// Of an item's 400 KB; a text of the largest size is larger than that only if it is no text.
  private static final int MAX_COMPRESSED_BYTES = 350 << 10;

  private static final String ID = "id";
  private static final String TEXT = "text";
  private static final String READ_AT = "readAt";

  private final DynamoDbClient dynamo;
  private final String table;

  /// @param table that of hosts, whose ids are names
  public RobotsTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  private static String id(URI address) {
    return "robots#" + address;
  }

  @Override
  public Optional<RobotsFile> find(URI address) {
    Map<String, AttributeValue> item =
        Calls.read(dynamo, table, Map.of(ID, AttributeValue.fromS(id(address))));
    return ItemReading.readable(item, RobotsTable::file);
  }

  private static RobotsFile file(Map<String, AttributeValue> item) {
    try {
      return new RobotsFile(
          Gzip.decompress(Attributes.bytes(item, TEXT), RobotsFile.MAX_BYTES),
          Attributes.time(item, READ_AT));
    } catch (IOException e) {
      throw new UnreadableItemException("expected a text that can be decompressed, found none", e);
    }
  }

  @Override
  public void keep(URI address, RobotsFile file) {
    byte[] compressed = Gzip.compress(file.text());
    if (compressed.length > MAX_COMPRESSED_BYTES) {
      return;
    }
    Attributes item =
        new Attributes()
            .with(ID, id(address))
            .with(TEXT, compressed)
            .with(READ_AT, file.readAt().toString())
            .with(Attributes.EXPIRES, file.countsUntil().getEpochSecond());
    Calls.call("PutItem", () -> dynamo.putItem(r -> r.tableName(table).item(item.item())));
  }
}
