package pagestream.emulator.mapping;

/// The on-failure destination of a mapping, given the invocation record of each batch that it
/// discards, as JSON. After an exception it is given the same record again, and the shard waits:
/// AWS would lose the record, but its destination is seldom out of reach.
@FunctionalInterface
public interface OnFailure {
  void discarded(byte[] invocationRecord);
}
