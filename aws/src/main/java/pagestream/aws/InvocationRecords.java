package pagestream.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import pagestream.encoding.Json;
import pagestream.pipeline.StreamRecord;

/// What an event source mapping sends to its on-failure destination: an invocation record with the
/// discarded batch, an event as the function got it, in `payload`: as text by AWS's documentation
/// ([AWS](https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html)), as an
/// object by LocalStack.
public final class InvocationRecords {
  private InvocationRecords() {}

  /// A batch that was given up on.
  ///
  /// @param stream the name of the stream it came from
  public record Discarded(String stream, List<StreamRecord> records) {}

  /// The discarded batch. A record without one, as queues and topics get it, is an error: its rows
  /// would be lost without a word.
  public static Discarded discarded(byte[] invocationRecord) throws IOException {
    JsonNode root = Json.MAPPER.readTree(invocationRecord);
    JsonNode payload = root.path("payload");
    JsonNode event = payload.isTextual() ? Json.MAPPER.readTree(payload.asText()) : payload;
    JsonNode records = event.path("Records");
    if (!records.isArray()) {
      throw new IOException(
          "expected an invocation record with an event of \"Records\" in \"payload\","
              + " found none; the on-failure destination must be an S3 bucket");
    }
    String arn = root.path("KinesisBatchInfo").path("streamArn").asText();
    return new Discarded(arn.substring(arn.indexOf('/') + 1), StreamRecords.of(records));
  }
}
