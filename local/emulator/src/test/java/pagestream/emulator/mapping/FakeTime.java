package pagestream.emulator.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A clock that only pauses move, and a stop that a test asks for.
final class FakeTime implements InstantSource, Pauses {
  final List<Duration> pauses = new ArrayList<>();
  private Instant now;
  private boolean stopped;
  private Runnable onPause = () -> {};

  FakeTime(Instant now) {
    this.now = now;
  }

  void onPause(Runnable action) {
    onPause = action;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  void stop() {
    stopped = true;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public boolean stopped() {
    return stopped;
  }

  @Override
  public void pause(Duration duration) {
    pauses.add(duration);
    advance(duration);
    onPause.run();
  }
}
