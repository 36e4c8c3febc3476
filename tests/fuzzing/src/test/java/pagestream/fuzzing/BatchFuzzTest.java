package pagestream.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Entry;
import pagestream.pipeline.Result;

/// Any stream record is a batch that is written as it is read, or is rejected.
class BatchFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void anyStreamRecordIsABatchOrRejected(byte[] record) {
    check(BatchCodec.ROWS, record);
    check(BatchCodec.RECORDS, record);
  }

  private static <E extends Entry> void check(BatchCodec<E> codec, byte[] record) {
    if (codec.decode(record) instanceof Result.Ok<Batch<E>>(Batch<E> batch)
        && !codec.decode(codec.encode(batch)).equals(Result.ok(batch))) {
      throw new AssertionError("expected the same batch again, found another one");
    }
  }
}
