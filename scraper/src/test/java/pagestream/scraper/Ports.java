package pagestream.scraper;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Row;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stream;
import pagestream.pipeline.TransientException;

/// What a scrape writes to, in memory.
final class Ports implements Runs, Failures, Stream {
  final List<RunHead> heads = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  final Map<String, Failure> failures = new LinkedHashMap<>();
  int failureWrites;
  final List<Batch<Row>> published = new ArrayList<>();

  /// The calls in their order; a call that keeps nothing is none.
  final List<String> calls = new ArrayList<>();

  /// Which call fails in a passing way.
  String faulty = "";

  /// Which stream records are never taken, by their partition key.
  Predicate<String> refused = partitionKey -> false;

  @Override
  public void begin(RunHead head) {
    call("begin");
    heads.add(head);
  }

  @Override
  public void add(Outcome outcome) {
    call("add");
    outcomes.add(outcome);
  }

  @Override
  public void keep(Collection<Failure> kept) {
    if (!kept.isEmpty()) {
      call("keep");
      failureWrites += kept.size();
      kept.forEach(failure -> failures.putIfAbsent(failure.id(), failure));
    }
  }

  @Override
  public BitSet put(List<Put> records) {
    call("put");
    BitSet failed = new BitSet();
    for (int i = 0; i < records.size(); i++) {
      if (refused.test(records.get(i).partitionKey())) {
        failed.set(i);
      } else {
        published.add(batch(records.get(i).data()));
      }
    }
    return failed;
  }

  static Batch<Row> batch(byte[] data) {
    return switch (BatchCodec.ROWS.decode(data)) {
      case BatchCodec.Decoded.Content<Row>(Batch<Row> batch) -> batch;
      case BatchCodec.Decoded.Unreadable<Row> unreadable ->
          throw new AssertionError(unreadable.message());
    };
  }

  private void call(String name) {
    calls.add(name);
    if (name.equals(faulty)) {
      throw new TransientException("arn:aws:secret did not answer");
    }
  }
}
