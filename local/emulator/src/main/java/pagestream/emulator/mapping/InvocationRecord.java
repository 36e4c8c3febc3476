package pagestream.emulator.mapping;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/// What an on-failure destination in S3 gets for a discarded batch: the JSON and the parts of its
/// key, by <https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html>.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InvocationRecord(String shardId, Instant timestamp, byte[] json) {
  private static final DateTimeFormatter DAY = utc("yyyy/MM/dd");
  private static final DateTimeFormatter TIME = utc("yyyy-MM-dd'T'HH.mm.ss");

  /// `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<random>`
  String objectKey(UUID mapping, UUID random) {
    return "aws/lambda/%s/%s/%s/%s-%s"
        .formatted(mapping, shardId, DAY.format(timestamp), TIME.format(timestamp), random);
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
