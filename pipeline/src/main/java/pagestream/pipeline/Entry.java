package pagestream.pipeline;

/// One thing a batch carries: a [Row] before the processor, a [TypedRecord] after it.
public sealed interface Entry permits Row, TypedRecord {
  /// Where it stood on the page, from 0.
  int position();
}
