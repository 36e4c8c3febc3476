package pagestream.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import pagestream.pipeline.StreamRecord;

/// The `Records` of Lambda's Kinesis event
/// ([AWS](https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html)).
final class StreamRecords {
  private StreamRecords() {}

  static List<StreamRecord> of(JsonNode records) {
    List<StreamRecord> all = new ArrayList<>();
    for (JsonNode each : records) {
      JsonNode kinesis = each.path("kinesis");
      all.add(
          new StreamRecord(
              each.path("eventID").asText().split(":", 2)[0],
              kinesis.path("sequenceNumber").asText(),
              Base64.getDecoder().decode(kinesis.path("data").asText())));
    }
    return all;
  }
}
