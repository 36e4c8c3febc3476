package pagestream.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pagestream.encoding.Json;

/// An object that a bucket tells of in its notifications.
public record ObjectCreated(String bucket, String key) {

  /// All that a notification of S3 names ([AWS: event message
  /// structure](https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html));
  /// the message by which S3 tries a new destination names none.
  public static List<ObjectCreated> in(String notification) throws IOException {
    JsonNode message = Json.MAPPER.readTree(notification);
    if (message.path("Event").asText().equals("s3:TestEvent")) {
      return List.of();
    }
    if (!message.path("Records").isArray()) {
      throw new IOException(
          "expected a notification of S3 with \"Records\", found "
              + (message.isObject() ? "none in it" : "no JSON object"));
    }
    List<ObjectCreated> objects = new ArrayList<>();
    for (JsonNode each : message.path("Records")) {
      JsonNode s3 = each.path("s3");
      objects.add(
          new ObjectCreated(
              s3.path("bucket").path("name").asText(),
              URLDecoder.decode(s3.path("object").path("key").asText(), StandardCharsets.UTF_8)));
    }
    return objects;
  }
}
