package pagestream.demo;

/// Scatters numbers, so that what is invented looks like chance and is the same everywhere.
final class Mix {
  private Mix() {}

  /// No two numbers become the same one (the finalizer of SplitMix64).
  static long of(long number) {
    long mixed = number + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
