package pagestream.emulator.mapping;

/// A running event source mapping of Lambda: it reads from its source and invokes a function with
/// batches of what it read.
public sealed interface EventSourceMapping extends AutoCloseable
    permits QueueMapping, StreamMapping {
  /// Lets running invocations end, within a bound, and joins all threads.
  @Override
  void close();
}
