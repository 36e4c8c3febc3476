package pagestream.demo;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import pagestream.encoding.Json;
import pagestream.http.Answer;

/// Answers lists as JSON.
final class DemoJson {
  private DemoJson() {}

  /// Written one by one, so that a long list is never held as objects.
  static Answer list(Stream<?> items) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SequenceWriter writer = Json.MAPPER.writer().writeValuesAsArray(bytes)) {
      for (Iterator<?> each = items.iterator(); each.hasNext(); ) {
        writer.write(each.next());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.of(200, "application/json", bytes.toByteArray());
  }
}
