package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import pagestream.encoding.Sha256;

/// One page to fetch for a run, and the recipe to read it by.
///
/// @param run the run's id
/// @param url the address to begin at
public record Task(String run, String source, String recipe, String url) {
  private static final int ID_BYTES = 8;

  /// Derived from the run and the address: the same address is one task of a run, however often it
  /// is found or delivered.
  public String id() {
    return Sha256.hex((run + "\n" + url).getBytes(StandardCharsets.UTF_8), ID_BYTES);
  }
}
