package pagestream.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import pagestream.pipeline.StreamRecord;
import pagestream.pipeline.StreamWriter;
import pagestream.pipeline.TransientException;
import pagestream.scraper.SimulatedQueue.Killed;
import pagestream.scraper.VirtualTime;

/// A stream, and the event source mapping that reads it: each shard in its order, from the record
/// on that the function names as failed. Checkpoints get lost, so that records are delivered again,
/// and a function is called a second time while it still works.
final class SimulatedStream implements StreamWriter {
  /// One delivery in so many is forgotten, and one in so many is made twice at once.
  private static final int FORGOTTEN = 20;

  private static final Duration PAUSE = Duration.ofMillis(200);

  /// One delivery in so many is much later.
  private static final int LATE = 8;

  private static final int LATE_MILLIS = 60_000;

  private final Plan plan;
  private final Random random;
  private final VirtualTime time;
  private final Mishaps mishaps;
  private final Function<List<StreamRecord>, Optional<String>> function;
  private final Consumer<List<StreamRecord>> deadLetters;
  private final List<Shard> shards;
  private long deliveries;
  private long discarded;

  /// @param function returns from which sequence number on records are to be delivered again
  /// @param deadLetters takes what is discarded
  SimulatedStream(
      Plan plan,
      Random random,
      VirtualTime time,
      Mishaps mishaps,
      Function<List<StreamRecord>, Optional<String>> function,
      Consumer<List<StreamRecord>> deadLetters) {
    this.plan = plan;
    this.random = random;
    this.time = time;
    this.mishaps = mishaps;
    this.function = function;
    this.deadLetters = deadLetters;
    this.shards = IntStream.range(0, plan.shards()).mapToObj(Shard::new).toList();
  }

  long deliveries() {
    return deliveries;
  }

  long discarded() {
    return discarded;
  }

  /// What was delivered by now stays so.
  void keepCheckpoints() {
    shards.forEach(shard -> shard.kept = shard.position);
  }

  @Override
  public BitSet put(List<Put> records) {
    records.forEach(each ->
        shards.get(ChangingSites.dice(each.partitionKey(), shards.size())).add(each.data()));
    return new BitSet();
  }

  private final class Shard {
    private final int number;
    private final List<StreamRecord> records = new ArrayList<>();
    private int written;
    private int position;
    private int kept;
    private int tries;
    private boolean isBusy;

    Shard(int number) {
      this.number = number;
    }

    void add(byte[] data) {
      records.add(new StreamRecord("shard-" + number, Integer.toString(written++), data));
      poll();
    }

    private void poll() {
      if (!isBusy && position < records.size()) {
        isBusy = true;
        time.startAt(time.instant().plus(pause()), this::deliver);
      }
    }

    private Duration pause() {
      return random.nextInt(LATE) == 0 ? Duration.ofMillis(random.nextInt(LATE_MILLIS)) : PAUSE;
    }

    private void deliver() {
      int to = Math.min(records.size(), position + 1 + random.nextInt(plan.delivered()));
      List<StreamRecord> batch = List.copyOf(records.subList(position, to));
      if (plan.flaw() == Flaw.ACKNOWLEDGED_BEFORE_THE_EFFECT) {
        invoke(batch);
        done(to);
      } else {
        if (random.nextInt(FORGOTTEN) == 0) {
          time.startAt(time.instant(), () -> invoke(batch));
        }
        invoke(batch).ifPresentOrElse(failed -> failed(batch, failed), () -> done(to));
      }
      isBusy = false;
      poll();
    }

    /// The number of the first record that is not done.
    private Optional<String> invoke(List<StreamRecord> batch) {
      deliveries++;
      List<Optional<String>> answer = new ArrayList<>();
      try {
        mishaps.invoke(() -> answer.add(function.apply(batch)));
        return answer.getFirst();
      } catch (Killed e) {
        return Optional.of(batch.getFirst().sequenceNumber());
      }
    }

    private void failed(List<StreamRecord> batch, String number) {
      int done = 0;
      while (!batch.get(done).sequenceNumber().equals(number)) {
        done++;
      }
      tries = done > 0 ? 1 : tries + 1;
      position += done;
      if (tries >= plan.tries()) {
        discard(batch.subList(done, batch.size()));
        done(position + batch.size() - done);
      }
    }

    private void done(int to) {
      tries = 0;
      position = random.nextInt(FORGOTTEN) == 0 ? Math.max(kept, to - 2 * plan.delivered()) : to;
      int old = position - 4 * plan.delivered();
      if (old > 0) {
        records.subList(0, old).clear();
        position -= old;
        kept = Math.max(0, kept - old);
      }
    }

    private void discard(List<StreamRecord> batch) {
      discarded += batch.size();
      time.startAt(time.instant().plus(PAUSE), () -> bury(batch));
    }

    private void bury(List<StreamRecord> batch) {
      try {
        mishaps.invoke(() -> deadLetters.accept(batch));
      } catch (Killed | TransientException e) {
        time.startAt(time.instant().plus(PAUSE), () -> bury(batch));
      }
    }
  }
}
