package pagestream.extraction;

import java.time.Duration;
import pagestream.timing.Deadline;

final class Samples {
  static final Deadline AMPLE = Deadline.in(Duration.ofHours(1));

  private Samples() {}
}
