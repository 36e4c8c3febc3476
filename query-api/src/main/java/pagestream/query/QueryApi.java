package pagestream.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pagestream.aws.BadRequestException;
import pagestream.aws.FailureTable;
import pagestream.aws.Parameters;
import pagestream.aws.RecordTable;
import pagestream.aws.RunRead;
import pagestream.aws.RunTable;
import pagestream.aws.Slice;
import pagestream.aws.StoredItem;
import pagestream.catalog.Catalog;
import pagestream.catalog.Field;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.catalog.Sources;
import pagestream.encoding.Json;
import pagestream.pipeline.Filter;
import pagestream.pipeline.QueryWords;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunTask;
import pagestream.pipeline.Selection;
import pagestream.pipeline.StoredFailure;
import pagestream.yaml.YamlException;

/// What the API answers. Empty where there is no such thing.
final class QueryApi {

  private static final List<String> STATES =
      Arrays.stream(RunTask.State.values()).map(RunTask.State::label).toList();

  private final Recipes recipes;
  private final Sources sources;
  private final RecordTable records;
  private final RunTable runs;
  private final FailureTable failures;
  private final SignedCursors cursors;

  QueryApi(
      Catalog catalog,
      RecordTable records,
      RunTable runs,
      FailureTable failures,
      SignedCursors cursors) {
    this.recipes = catalog.recipes();
    this.sources = catalog.sources();
    this.records = records;
    this.runs = runs;
    this.failures = failures;
    this.cursors = cursors;
  }

  /// The recipe of the default source.
  String defaultRecipe() {
    return sources.defaultSource().recipe();
  }

  /// Empty where no recipe of that name is deployed or ever was.
  Optional<ObjectNode> records(String recipe, Parameters parameters) {
    Optional<Recipe> deployed = usable(recipe);
    List<Field> fields = deployed.map(Recipe::fields).orElse(List.of());
    Set<String> names = new TreeSet<>(Set.of(QueryWords.SORT));
    fields.forEach(field -> names.add(field.name()));
    parameters.allow(names);
    parameters.word(QueryWords.SORT, List.of("id"));
    List<Filter> filters = new ArrayList<>();
    for (Field field : fields) {
      parameters.text(field.name()).ifPresent(value -> filters.add(filter(field, value)));
    }
    if (deployed.isEmpty() && !runs.recipes().contains(recipe)) {
      return Optional.empty();
    }
    return Optional.of(
        SliceView.of(
            cursors.signed(records.slice(recipe, filters, cursors.opened(parameters.slice(true)))),
            item -> shown().inRecord(RecordView.of(fields, item))));
  }

  /// Records of a recipe with mistakes are read as those of one that is no longer deployed.
  private Optional<Recipe> usable(String recipe) {
    try {
      return recipes.find(recipe);
    } catch (YamlException e) {
      return Optional.empty();
    }
  }

  private static Filter filter(Field field, String value) {
    return switch (field.filter(value)) {
      case Result.Ok<Filter>(Filter filter) -> filter;
      case Result.Rejected<Filter>(Rejection why) ->
          throw new BadRequestException(field.name() + ": " + why.message());
    };
  }

  Optional<ObjectNode> record(String recipe, String id) {
    List<Field> fields = usable(recipe).map(Recipe::fields).orElse(List.of());
    return records.find(recipe, id).map(item -> shown().inRecord(RecordView.of(fields, item)));
  }

  /// @param base what stands before the API's paths
  ObjectNode sources(String base) {
    return shown().in(SliceView.ofAll(sources.all(), source -> CatalogView.source(source, base)));
  }

  /// Those that are deployed, and those that were and have left records.
  ///
  /// @param base what stands before the API's paths
  ObjectNode recipes(String base) {
    Set<String> names = new TreeSet<>(runs.recipes());
    names.addAll(recipes.names());
    return SliceView.ofAll(names, name -> CatalogView.recipe(name, recipes, base));
  }

  /// @param base what stands before the API's paths
  ObjectNode runs(Parameters parameters, String base) {
    parameters.allow(Set.of());
    return shown()
        .in(
            SliceView.of(
                cursors.signed(runs.slice(cursors.opened(parameters.slice(false)))),
                run -> RunView.of(run, base)));
  }

  Optional<RunRead<ObjectNode>> run(String id, String base) {
    return runs.find(id).map(read -> view(read, base).map(shown()::in));
  }

  /// One that cannot be read is shown as it stands there; one that is too large is not.
  private static RunRead<ObjectNode> view(RunRead<Run> read, String base) {
    return read instanceof RunRead.TooLarge<Run>
        ? read.map(run -> RunView.of(run, base))
        : new RunRead.Whole<>(RunView.of(read, base));
  }

  /// The tasks of a run, breadth first from the one that it began with.
  Optional<RunRead<ObjectNode>> tasks(String run, Parameters parameters, String base) {
    parameters.allow(Set.of("state"));
    Optional<RunTask.State> state = parameters.word("state", STATES).map(RunTask.State::of);
    return runs.tasks(run, state, cursors.opened(parameters.slice(true)))
        .map(read ->
            read.map(slice ->
                shown().in(SliceView.of(cursors.signed(slice), task -> TaskView.of(task, base)))));
  }

  private ShownAddresses shown() {
    return new ShownAddresses(sources.all());
  }

  ObjectNode failures(Parameters parameters) {
    parameters.allow(Selection.FILTERS.keySet());
    Slice<StoredItem<StoredFailure>> slice =
        failures.slice(parameters.selection(), cursors.opened(parameters.slice(false)));
    return SliceView.of(cursors.signed(slice), FailureView::of);
  }

  Optional<ObjectNode> failure(String id) {
    return failures.item(id).map(FailureView::withPayload);
  }

  /// Reads from each table, so that an answer means they answer too.
  ObjectNode health(String version, String engine) {
    records.find(defaultRecipe(), "health");
    runs.find("health");
    failures.find("health");
    return Json.MAPPER
        .createObjectNode()
        .put("status", "ok")
        .put("version", version)
        .put("engine", engine)
        .put("recipe", defaultRecipe());
  }
}
