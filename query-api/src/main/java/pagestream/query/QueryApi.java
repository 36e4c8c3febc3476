package pagestream.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pagestream.aws.FailureTable;
import pagestream.aws.RecordTable;
import pagestream.aws.RunTable;
import pagestream.aws.Slice;
import pagestream.catalog.Field;
import pagestream.catalog.QueryWords;
import pagestream.catalog.Recipe;
import pagestream.encoding.Json;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Stage;

/// What the API answers, route by route. Empty where there is no such thing.
final class QueryApi {
  private static final List<String> STAGES =
      Arrays.stream(Stage.values()).map(Stage::label).toList();
  private static final List<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::name).toList();

  private final Recipe recipe;
  private final RecordTable records;
  private final RunTable runs;
  private final FailureTable failures;

  QueryApi(Recipe recipe, RecordTable records, RunTable runs, FailureTable failures) {
    this.recipe = recipe;
    this.records = records;
    this.runs = runs;
    this.failures = failures;
  }

  ObjectNode records(Parameters parameters) {
    Set<String> names = new TreeSet<>(Set.of(QueryWords.SORT));
    recipe.fields().forEach(field -> names.add(field.name()));
    parameters.allow(names);
    parameters.word(QueryWords.SORT, List.of("id"));
    List<Filter> filters = new ArrayList<>();
    for (Field field : recipe.fields()) {
      parameters.text(field.name()).ifPresent(value -> filters.add(filter(field, value)));
    }
    return Views.slice(
        records.slice(recipe.name(), filters, parameters.slice(true)),
        item -> Views.record(recipe, item));
  }

  private static Filter filter(Field field, String value) {
    return switch (field.filter(value)) {
      case Result.Ok<Filter>(Filter filter) -> filter;
      case Result.Rejected<Filter>(Rejection why) ->
          throw new BadRequestException(field.name() + ": " + why.message());
    };
  }

  Optional<ObjectNode> record(String id) {
    return records.find(recipe.name(), id).map(item -> Views.record(recipe, item));
  }

  /// @param base what stands before the API's paths
  ObjectNode runs(Parameters parameters, String base) {
    parameters.allow(Set.of());
    return Views.slice(runs.slice(parameters.slice(false)), run -> Views.run(run, base));
  }

  Optional<ObjectNode> run(String id, String base) {
    return runs.find(id).map(run -> Views.run(run, base));
  }

  ObjectNode failures(Parameters parameters) {
    parameters.allow(Set.of("stage", "reason", "run", "status"));
    List<Filter> filters = new ArrayList<>();
    parameters
        .word("stage", STAGES)
        .ifPresent(stage -> filters.add(new Filter.Equal("stage", stage)));
    parameters
        .word("reason", REASONS)
        .ifPresent(reason -> filters.add(new Filter.Equal("reason", reason)));
    parameters
        .word("status", List.of("open"))
        .ifPresent(status -> filters.add(new Filter.Equal("status", status)));
    Slice<FailureTable.Kept> slice =
        failures.slice(parameters.text("run"), filters, parameters.slice(false));
    return Views.slice(slice, Views::failure);
  }

  Optional<ObjectNode> failure(String id) {
    return failures.find(id).map(Views::failureWithPayload);
  }

  /// Reads from each table, so that an answer means they answer too.
  ObjectNode health(String version, String engine) {
    records.find(recipe.name(), "health");
    runs.find("health");
    failures.find("health");
    return Json.MAPPER
        .createObjectNode()
        .put("status", "ok")
        .put("version", version)
        .put("engine", engine)
        .put("recipe", recipe.name());
  }
}
