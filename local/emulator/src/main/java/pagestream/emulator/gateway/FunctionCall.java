package pagestream.emulator.gateway;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.emulator.lambda.Invoker;
import pagestream.http.Answer;
import pagestream.problem.Problem;

/// Invokes a function within the gateway's limits; whatever it does, there is an answer, and it
/// tells the client nothing of the inside.
final class FunctionCall implements AutoCloseable {
  private final ApiGateway.Limits limits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FunctionCall(ApiGateway.Limits limits) {
    this.limits = limits;
  }

  Answer answer(Invoker function, byte[] event) {
    // As on AWS a function that takes too long runs on, and nobody waits for it.
    Future<InvocationResult> result = threads.submit(() -> function.invoke(event));
    try {
      return answer(result.get(limits.functionTime().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Answer.problem(Problem.timeout())
          .noting("the function took longer than " + limits.functionTime());
    } catch (ExecutionException e) {
      return badGateway("the invocation failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return badGateway("the gateway is stopping");
    }
  }

  private Answer answer(InvocationResult result) {
    return switch (result) {
      case InvocationResult.FunctionError error ->
          badGateway("the function failed: " + error.type() + ": " + error.message());
      case InvocationResult.Success(byte[] payload) when payload.length > limits.payloadBytes() ->
          badGateway(
              "the function's answer: expected at most %d bytes, found %d"
                  .formatted(limits.payloadBytes(), payload.length));
      case InvocationResult.Success(byte[] payload) -> read(payload);
    };
  }

  private static Answer read(byte[] payload) {
    try {
      return ProxyAnswer.read(payload);
    } catch (ProxyAnswer.MalformedException e) {
      return badGateway(String.valueOf(e.getMessage()));
    }
  }

  private static Answer badGateway(String why) {
    return Answer.problem(Problem.internal(502)).noting(why);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
