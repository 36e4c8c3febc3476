package pagestream.pipeline;

/// What an item must have to be among the results.
public sealed interface Filter {
  String attribute();

  Object value();

  /// The attribute is this value.
  record Equal(String attribute, Object value) implements Filter {}

  /// The attribute is a list that has this value, or is this value: an item may be older than the
  /// list.
  record Member(String attribute, Object value) implements Filter {}
}
