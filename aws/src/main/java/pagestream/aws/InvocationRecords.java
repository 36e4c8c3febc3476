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

  /// The stream records of the discarded batch. A record without one, as queues and topics get it,
  /// is an error: its rows would be lost without a word.
  public static List<StreamRecord> discarded(byte[] invocationRecord) throws IOException {
    JsonNode payload = Json.MAPPER.readTree(invocationRecord).path("payload");
    JsonNode records = Json.MAPPER.readTree(payload.asText()).path("Records");
    if (!records.isArray()) {
      throw new IOException(
          "expected an invocation record with an event of \"Records\" as text in \"payload\","
              + " found none; the on-failure destination must be an S3 bucket");
    }
    List<StreamRecord> discarded = new ArrayList<>();
    for (JsonNode each : records) {
      discarded.add(
          new StreamRecord(
              each.path("eventID").asText().split(":", 2)[0],
              each.path("kinesis").path("sequenceNumber").asText(),
              Base64.getDecoder().decode(each.path("kinesis").path("data").asText())));
    }
    return discarded;
  }
}
