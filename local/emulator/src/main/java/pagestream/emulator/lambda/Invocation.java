package pagestream.emulator.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// One request on its way through a function's process, and the result to come.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Invocation(
    String id, byte[] payload, Instant deadline, CompletableFuture<InvocationResult> result) {

  static Invocation of(byte[] payload, Duration limit) {
    return new Invocation(
        UUID.randomUUID().toString(),
        payload,
        Instant.now().plus(limit),
        new CompletableFuture<>());
  }
}
