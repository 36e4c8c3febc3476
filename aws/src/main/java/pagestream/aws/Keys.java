package pagestream.aws;

import pagestream.encoding.Utf8;
import pagestream.pipeline.TypedRecord;

/// Which texts can be keys; DynamoDB refuses to even look for others
/// ([AWS](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html)).
final class Keys {
  private static final int MAX_PARTITION_BYTES = 2048;
  private static final int MAX_SORT_BYTES = TypedRecord.MAX_ID_BYTES;

  private Keys() {}

  static boolean canBePartition(String text) {
    return !text.isEmpty() && Utf8.length(text) <= MAX_PARTITION_BYTES;
  }

  static boolean canBeSort(String text) {
    return !text.isEmpty() && Utf8.length(text) <= MAX_SORT_BYTES;
  }
}
