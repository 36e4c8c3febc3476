package pagestream.emulator.mapping;

/// The on-failure destination of a mapping, given the invocation record of each batch that it
/// discards, as JSON; an exception loses the record but does not hold up the shard.
@FunctionalInterface
public interface OnFailure {
  void discarded(byte[] invocationRecord);
}
