package pagestream.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.List;
import java.util.stream.Collectors;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;
import pagestream.problem.Problem;
import pagestream.timing.Deadline;

/// What a function answers over HTTP: its endpoints, and what is said of requests that none of them
/// can answer. `serverless.yml` declares the same endpoints, which a test compares.
///
/// @param <H> the function's handler
public final class Endpoints<H> {
  /// One of them.
  ///
  /// @param path as `/movies/{id}`
  public record Endpoint<H>(String method, String path, Answerer<H> answerer) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /// Answers a request by its deadline.
  @FunctionalInterface
  public interface Answerer<H> {
    APIGatewayProxyResponseEvent answer(H handler, ApiRequest request, Deadline deadline);
  }

  private final List<Endpoint<H>> all;

  public Endpoints(List<Endpoint<H>> all) {
    this.all = List.copyOf(all);
  }

  public List<Endpoint<H>> all() {
    return all;
  }

  public APIGatewayProxyResponseEvent answer(
      H handler, APIGatewayProxyRequestEvent event, Context context, Log log) {
    try {
      return answer(handler, new ApiRequest(event), KinesisEvents.deadline(context));
    } catch (BadRequestException | InvalidCursorException e) {
      return HttpAnswers.problem(Problem.badRequest(String.valueOf(e.getMessage())));
    } catch (TransientException e) {
      log.warn("%s failed: %s".formatted(event.getPath(), e.getMessage()));
      return HttpAnswers.unavailable();
    }
  }

  private APIGatewayProxyResponseEvent answer(H handler, ApiRequest request, Deadline deadline) {
    List<Endpoint<H>> ofPath =
        all.stream().filter(each -> each.path().equals(request.event().getResource())).toList();
    if (ofPath.isEmpty()) {
      return HttpAnswers.problem(Problem.notFound(Problem.NO_SUCH_ROUTE));
    }
    return ofPath.stream()
        .filter(each -> each.method().equals(request.event().getHttpMethod()))
        .findFirst()
        .map(each -> each.answerer().answer(handler, request, deadline))
        .orElseGet(() -> methodNotAllowed(request, ofPath));
  }

  private APIGatewayProxyResponseEvent methodNotAllowed(
      ApiRequest request, List<Endpoint<H>> ofPath) {
    String allowed = ofPath.stream().map(Endpoint::method).collect(Collectors.joining(", "));
    return HttpAnswers.withHeader(
        HttpAnswers.problem(
            Problem.methodNotAllowed(
                "%s: expected %s, found %s"
                    .formatted(
                        request.event().getPath(), allowed, request.event().getHttpMethod()))),
        "Allow",
        allowed);
  }
}
