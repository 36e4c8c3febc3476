package pagestream.emulator.mapping;

/// Where reading goes on in a shard. Its text is the shard iterator type of
/// <https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html>, with `:`
/// and the sequence number where the type has one.
sealed interface Position {
  /// A place that needs no sequence number; `SHARD_END` is past the last record of a closed shard.
  enum Mark implements Position {
    TRIM_HORIZON,
    LATEST,
    SHARD_END;

    @Override
    public String text() {
      return name();
    }
  }

  /// At the record with this sequence number, which is read again.
  record At(String sequenceNumber) implements Position {
    static final String TYPE = "AT_SEQUENCE_NUMBER";

    @Override
    public String text() {
      return TYPE + ":" + sequenceNumber;
    }
  }

  /// After the record with this sequence number, which is done.
  record After(String sequenceNumber) implements Position {
    static final String TYPE = "AFTER_SEQUENCE_NUMBER";

    @Override
    public String text() {
      return TYPE + ":" + sequenceNumber;
    }
  }

  String text();

  static Position parse(String text) {
    String[] parts = text.split(":", 2);
    if (parts.length == 1) {
      return Mark.valueOf(text);
    }
    return switch (parts[0]) {
      case At.TYPE -> new At(parts[1]);
      case After.TYPE -> new After(parts[1]);
      default ->
          throw new IllegalArgumentException(
              "a position: expected %s:<number>, %s:<number> or a mark, found \"%s\""
                  .formatted(At.TYPE, After.TYPE, text));
    };
  }
}
