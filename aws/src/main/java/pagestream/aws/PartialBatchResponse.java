package pagestream.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import pagestream.encoding.Json;

/// Lambda's answer in the form of `ReportBatchItemFailures`
/// ([AWS](https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html)).
final class PartialBatchResponse {
  private PartialBatchResponse() {}

  /// @param failed what must be redelivered: ids of messages, or the sequence number from which on
  ///   records must be
  static void write(List<String> failed, OutputStream output) throws IOException {
    try (JsonGenerator json = Json.MAPPER.createGenerator(output)) {
      json.writeStartObject();
      json.writeArrayFieldStart("batchItemFailures");
      for (String id : failed) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", id);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
