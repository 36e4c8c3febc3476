package pagestream.emulator.mapping;

import java.time.Instant;

/// A record as a shard holds it; the sequence number is a decimal number that grows along the
/// shard.
@SuppressWarnings("ArrayRecordComponent") // never compared
record KinesisRecord(String sequenceNumber, String partitionKey, byte[] data, Instant arrival) {}
