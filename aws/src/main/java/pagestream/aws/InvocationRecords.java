package pagestream.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import pagestream.pipeline.Json;
import pagestream.pipeline.StreamRecord;

/// What an event source mapping sends to its on-failure destination: an invocation record with the
/// discarded batch, an event as the function got it, as text in `payload`
/// ([AWS](https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html)).
public final class InvocationRecords {
  private InvocationRecords() {}

  /// The stream records of the discarded batch.
  public static List<StreamRecord> discarded(byte[] invocationRecord) throws IOException {
    JsonNode event = Json.MAPPER.readTree(invocationRecord).path("payload");
    List<StreamRecord> discarded = new ArrayList<>();
    for (JsonNode each : Json.MAPPER.readTree(event.asText()).path("Records")) {
      discarded.add(
          new StreamRecord(
              each.path("eventID").asText().split(":", 2)[0],
              each.path("kinesis").path("sequenceNumber").asText(),
              Base64.getDecoder().decode(each.path("kinesis").path("data").asText())));
    }
    return discarded;
  }
}
