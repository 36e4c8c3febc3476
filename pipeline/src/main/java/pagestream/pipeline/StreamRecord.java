package pagestream.pipeline;

/// One record as a stream delivers it.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StreamRecord(String shard, String sequenceNumber, byte[] data) {}
