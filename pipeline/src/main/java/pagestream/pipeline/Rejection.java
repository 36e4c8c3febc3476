package pagestream.pipeline;

import pagestream.encoding.Excerpt;

/// Why something can never go on, said once: a code for machines, a sentence for people. Of a
/// message that is longer than [#MAX_MESSAGE] characters, because it names what a site or a caller
/// sent, only the beginning is kept.
public record Rejection(Reason reason, String message) {
  /// So many that an address of the longest kind stands in it whole.
  static final int MAX_MESSAGE = 5_000;

  public Rejection {
    message = Excerpt.of(message, MAX_MESSAGE);
  }
}
