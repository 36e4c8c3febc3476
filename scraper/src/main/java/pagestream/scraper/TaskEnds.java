package pagestream.scraper;

import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Runs;
import pagestream.pipeline.TransientException;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;

/// Says that tasks have ended, which is the last that is done for each.
record TaskEnds(Runs runs) {
  /// Tried again while there is time: without it, rows that were published count for nothing.
  void end(EndedTask task, Deadline work) {
    for (int tries = 1; ; tries++) {
      try {
        runs.end(task);
        return;
      } catch (TransientException e) {
        if (!Backoff.REQUESTS.await(tries, work)) {
          throw e;
        }
      }
    }
  }
}
