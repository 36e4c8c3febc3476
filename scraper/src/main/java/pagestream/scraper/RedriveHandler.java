package pagestream.scraper;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pagestream.aws.ApiRequest;
import pagestream.aws.HttpAnswers;
import pagestream.aws.Parameters;
import pagestream.pipeline.Selection;
import pagestream.problem.Problem;
import pagestream.timing.Deadline;

/// Answers requests to send failures again.
record RedriveHandler(Redrives redrives) {
  private static final String DRY_RUN = "dryRun";

  APIGatewayProxyResponseEvent one(ApiRequest request, Deadline deadline) {
    request.refuseParameters("a failure is sent again as it was kept");
    String id = request.part("id");
    return switch (redrives.one(id, "/errors/" + id, deadline)) {
      case Redrives.Result.Begun begun -> accepted(begun, request);
      case Redrives.Result.NoSuchFailure none ->
          HttpAnswers.problem(Problem.notFound("there is no failure \"%s\"".formatted(id)));
      case Redrives.Result.Resolved(String run) ->
          HttpAnswers.problem(
              Problem.conflict(
                  "failure %s: expected one that is open, found that run %s has resolved it"
                      .formatted(id, run)));
      case Redrives.Result.Impossible(String why) ->
          HttpAnswers.problem(
              Problem.conflict("failure %s cannot be sent again: %s".formatted(id, why)));
    };
  }

  APIGatewayProxyResponseEvent all(ApiRequest request, Deadline deadline) {
    Parameters parameters = new Parameters(request.parameters());
    Set<String> names = new TreeSet<>(Selection.FILTERS.keySet());
    names.add(DRY_RUN);
    parameters.allowOnly(names);
    Selection wanted = parameters.selection();
    FailureCount count = redrives.count(wanted, deadline.less(deadline.left().dividedBy(2)));
    boolean isDry =
        parameters.word(DRY_RUN, List.of("true", "false")).filter("true"::equals).isPresent();
    return isDry
        ? HttpAnswers.json(200, RedriveView.of(count))
        : all(wanted, count, request, deadline);
  }

  private APIGatewayProxyResponseEvent all(
      Selection wanted, FailureCount count, ApiRequest request, Deadline deadline) {
    if (count.recipes().size() > 1) {
      return HttpAnswers.problem(
          Problem.conflict(
              "recipe: expected failures of one recipe, found %s; add recipe=NAME"
                  .formatted(String.join(", ", count.recipes().keySet()))));
    }
    Optional<String> recipe =
        count.recipes().keySet().stream()
            .findFirst()
            .or(() ->
                Optional.ofNullable(wanted.filters().get(Selection.RECIPE))
                    .filter(name -> count.isPartial()));
    if (recipe.isEmpty()) {
      return HttpAnswers.problem(
          count.isPartial()
              ? Problem.conflict(
                  "recipe: expected one, because there are more failures than could be counted; add"
                      + " recipe=NAME")
              : Problem.notFound(
                  "no failure that matches is open or failed again, and says which recipe it is of"));
    }
    return accepted(redrives.all(wanted, recipe.get(), path(wanted), deadline), request);
  }

  /// That lists the failures.
  private static String path(Selection wanted) {
    String query =
        wanted.filters().entrySet().stream()
            .map(filter -> filter.getKey() + "=" + filter.getValue())
            .collect(Collectors.joining("&"));
    return Optional.of(query)
        .filter(text -> !text.isEmpty())
        .map("/errors?"::concat)
        .orElse("/errors");
  }

  private static APIGatewayProxyResponseEvent accepted(
      Redrives.Result.Begun begun, ApiRequest request) {
    return HttpAnswers.accepted(RedriveView.of(begun, request.base()));
  }
}
