package pagestream.local.gateway;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pagestream.local.function.InvocationResult;
import pagestream.local.function.Invoker;
import pagestream.local.http.Answer;

/// Invokes a function within the gateway's limits; whatever it does, there is an answer, and it
/// tells the client nothing of the inside.
final class FunctionCall implements AutoCloseable {
  private final ApiGateway.Limits limits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FunctionCall(ApiGateway.Limits limits) {
    this.limits = limits;
  }

  Answer answer(Invoker function, byte[] event, AccessLine line) {
    // As on AWS a function that takes too long runs on, and nobody waits for it.
    Future<InvocationResult> result = threads.submit(() -> function.invoke(event));
    try {
      return answer(result.get(limits.functionTime().toMillis(), TimeUnit.MILLISECONDS), line);
    } catch (TimeoutException e) {
      line.note("the function took longer than " + limits.functionTime());
      return Problem.timeout().answer();
    } catch (ExecutionException e) {
      return badGateway(line, "the invocation failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return badGateway(line, "the gateway is stopping");
    }
  }

  private Answer answer(InvocationResult result, AccessLine line) {
    return switch (result) {
      case InvocationResult.FunctionError error ->
          badGateway(line, "the function failed: " + error.type() + ": " + error.message());
      case InvocationResult.Success(byte[] payload) when payload.length > limits.payloadBytes() ->
          badGateway(
              line,
              "the function's answer: expected at most %d bytes, found %d"
                  .formatted(limits.payloadBytes(), payload.length));
      case InvocationResult.Success(byte[] payload) -> read(payload, line);
    };
  }

  private static Answer read(byte[] payload, AccessLine line) {
    try {
      return ProxyAnswer.read(payload);
    } catch (ProxyAnswer.MalformedException e) {
      return badGateway(line, String.valueOf(e.getMessage()));
    }
  }

  private static Answer badGateway(AccessLine line, String why) {
    line.note(why);
    return Problem.internal(502).answer();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
