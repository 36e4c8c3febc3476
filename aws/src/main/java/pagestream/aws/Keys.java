package pagestream.aws;

import java.nio.charset.StandardCharsets;
import pagestream.pipeline.TypedRecord;

/// Which texts can be keys; DynamoDB refuses to even look for others
/// ([AWS](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html)).
final class Keys {
  private static final int MAX_PARTITION_BYTES = 2048;
  private static final int MAX_SORT_BYTES = TypedRecord.MAX_ID_BYTES;

  private Keys() {}

  static boolean canBePartition(String text) {
    return !text.isEmpty() && bytes(text) <= MAX_PARTITION_BYTES;
  }

  static boolean canBeSort(String text) {
    return !text.isEmpty() && bytes(text) <= MAX_SORT_BYTES;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
