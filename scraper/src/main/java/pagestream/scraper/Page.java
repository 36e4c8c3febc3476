package pagestream.scraper;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pagestream.encoding.Sha256;
import pagestream.fetching.Fetched;
import pagestream.fetching.Validators;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Task;

/// A page that has been fetched, or should have been.
///
/// @param fetchMillis how long that took, in milliseconds
/// @param bytes how many it has
/// @param look by which it is known again; empty where it did not arrive, and for a sitemap
record Page(Task task, Origin origin, long fetchMillis, long bytes, Optional<Look> look) {
  static final int HASH_BYTES = 16;

  /// How a page looks.
  ///
  /// @param readBy see [Revisits#readBy]
  /// @param hash of its bytes
  record Look(String readBy, Validators validators, String hash) {}

  /// Of all that an extractor is given.
  static String hash(Fetched.Answer answer) {
    String body = Sha256.hex(answer.body(), HASH_BYTES);
    return Sha256.hex(
        "%s %s %s".formatted(answer.url(), answer.type(), body).getBytes(StandardCharsets.UTF_8),
        HASH_BYTES);
  }

  /// How many rows it was to complete.
  int carried() {
    return task.carried().isPresent() ? 1 : 0;
  }
}
