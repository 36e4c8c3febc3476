package pagestream.faults;

/// What happens to a pipeline. The same plan makes the same happen each time.
///
/// @param runs how many scrapes begin
/// @param lists of each source, one leading to the next
/// @param rows of each list
/// @param leading one row in so many leads to a page of its own
/// @param filler characters that each row has besides, so that few rows are a batch
/// @param seconds between the beginnings of two scrapes, on average
/// @param delivered stream records that a function is given at once, at most
/// @param slow one call to a port in so many takes much longer
/// @param faults of a hundred calls to ports
/// @param kills of a thousand calls to ports
/// @param cancels runs that are cancelled
/// @param redrives requests to send failures again while scrapes go on
/// @param isHasty whether many messages of the queue are delivered twice at almost the same time
/// @param tries after which a batch or a task is given up
record Plan(
    long seed,
    int sources,
    int runs,
    int lists,
    int rows,
    int leading,
    int filler,
    int seconds,
    int shards,
    int delivered,
    int slow,
    int faults,
    int kills,
    int cancels,
    int redrives,
    boolean isHasty,
    int tries,
    Flaw flaw) {
  /// So many tries that nothing is ever given up.
  static final int ENDLESS = 1_000_000;

  boolean givesUp() {
    return tries < ENDLESS;
  }
}
