package pagestream.faults;

import java.util.Optional;

/// What a pipeline could be without, to see that something would go wrong.
enum Flaw {
  NONE,
  /// Reads of versions are one write behind, as eventually consistent ones may be.
  READS_LAG,
  /// A page that is as it was counts as stored, whatever became of its rows.
  ANY_KNOWN_PAGE_IS_STORED("isPageStored", true),
  /// Rows that are sent again are as new as they look.
  NO_ROW_IS_OUTDATED("latestScrape", Optional.empty()),
  /// What is discarded is a failure, whether it has ended or not.
  ENDED_BATCHES_ARE_NOT_SEEN("hasEnded", false),
  /// Records are acknowledged before the function has worked on them.
  ACKNOWLEDGED_BEFORE_THE_EFFECT,
  /// The first task of a run is worked on at once, and is not in the queue.
  FIRST_TASKS_ARE_NOT_QUEUED,
  /// The table takes each write, whatever it has.
  WRITES_HAVE_NO_CONDITION,
  /// Of two ends of a task the second one stands.
  THE_SECOND_END_STANDS,
  /// Whoever asks for a failure is given it to send again.
  ANYBODY_CLAIMS,
  /// The processor keeps what fails after the outcome of its batch.
  FAILURES_ARE_KEPT_LAST;

  private final String call;
  private final Object answer;

  Flaw() {
    this("", "");
  }

  Flaw(String call, Object answer) {
    this.call = call;
    this.answer = answer;
  }

  /// What a call to a port is answered in place of the port; empty where the port answers.
  Optional<Object> answer(String name) {
    return name.equals(call) ? Optional.of(answer) : Optional.empty();
  }
}
