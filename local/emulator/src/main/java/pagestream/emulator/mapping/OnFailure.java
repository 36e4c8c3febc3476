package pagestream.emulator.mapping;

/// The on-failure destination of a mapping, given each batch that it discards; an exception loses
/// the record but does not hold up the shard.
@FunctionalInterface
public interface OnFailure {
  void discarded(InvocationRecord invocationRecord);
}
