package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The CloudFormation templates that osls makes of `resources.yml` and `serverless.yml`.
///
/// @param provider how osls sets up the API's stage, which it makes without CloudFormation
/// @param settings what both were packaged with
/// @param schedules of sources beside the default one; empty where one has none
record Templates(
    JsonNode resources,
    JsonNode functions,
    JsonNode provider,
    Map<String, String> settings,
    Map<String, String> schedules) {
  static final String SUFFIX = "courseX";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path PACKAGES = Path.of("tests", "deployment", "target", "packages");

  /// The project with other sources, and with the settings as the script hands them on.
  private static final String PACKAGE =
      """
      settings=$(node scripts/deploy/settings.mjs aws)
      eval "$settings"
      ln -s "$PWD"/* "$project"
      rm "$project/sources"
      ln -s "$sources" "$project"
      cd "$project"
      for file in resources serverless; do
        npx --no-install osls package --config "$file.yml" --package "$packages/$file.yml"
      done
      """;

  /// @param settings beside the suffix and the url
  /// @param schedules of sources beside the default one; empty where one has none
  /// @param folder an empty one
  static Templates packaged(
      Map<String, String> settings, Map<String, String> schedules, Path folder) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("suffix", SUFFIX);
    all.putIfAbsent("url", "https://example.org/");
    run(all, schedules, folder);
    Path functions = PACKAGES.resolve("serverless.yml");
    return new Templates(
        template(PACKAGES.resolve("resources.yml")),
        template(functions),
        read(functions.resolve("serverless-state.json")).at("/service/provider"),
        Map.copyOf(all),
        Map.copyOf(schedules));
  }

  private static void run(
      Map<String, String> settings, Map<String, String> schedules, Path folder) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("project", made(folder.resolve("project")));
    environment.put("sources", made(folder.resolve("sources")));
    environment.put("packages", Command.PROJECT.resolve(PACKAGES).toString());
    schedules.forEach((name, schedule) -> write(folder.resolve("sources"), name, schedule));
    Command.Result result =
        new Command(environment, "bash", "-euc", PACKAGE).run(Duration.ofMinutes(2));
    assertThat(result.exit()).as(result.output()).isZero();
  }

  private static String made(Path folder) {
    try {
      return Files.createDirectories(folder).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path folder, String name, String schedule) {
    String yaml = "recipe: books\nstart: https://example.org/" + name + "\n";
    try {
      Files.writeString(
          folder.resolve(name + ".yml"),
          schedule.isEmpty() ? yaml : yaml + "schedule: " + schedule + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode template(Path folder) {
    return read(folder.resolve("cloudformation-template-update-stack.json"));
  }

  static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(Command.PROJECT.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One to change.
  Templates copy() {
    return new Templates(
        resources.deepCopy(), functions.deepCopy(), provider.deepCopy(), settings, schedules);
  }

  String suffix() {
    return setting("suffix", "");
  }

  String region() {
    return setting("AWS_REGION", "eu-west-2");
  }

  String setting(String name, String whenUnset) {
    return settings.getOrDefault(name, whenUnset);
  }

  Stream<Resource> all() {
    return Stream.of(resources, functions)
        .flatMap(template -> template.path("Resources").properties().stream())
        .map(entry -> new Resource(entry.getKey(), entry.getValue()));
  }

  List<Resource> of(String type) {
    return all().filter(resource -> resource.type().equals(type)).toList();
  }

  Resource resource(String id) {
    return all()
        .filter(each -> each.id().equals(id))
        .findAny()
        .orElseThrow(() -> new AssertionError(id + ": expected such a resource, found none"));
  }

  /// A resource's properties, to change.
  ObjectNode properties(String id) {
    return at(id, "");
  }

  /// An object in a resource's properties, to change.
  ObjectNode at(String id, String pointer) {
    return (ObjectNode) resource(id).at(pointer);
  }

  /// A further resource among the functions.
  ObjectNode add(String id, String type) {
    ObjectNode body = ((ObjectNode) functions.path("Resources")).putObject(id).put("Type", type);
    return body.putObject("Properties");
  }

  /// A whole resource, to change.
  ObjectNode body(String id) {
    return (ObjectNode) resource(id).body();
  }

  void remove(String id) {
    ((ObjectNode) functions.path("Resources")).remove(id);
  }

  /// An object of what osls sets up itself, to change.
  ObjectNode provider(String pointer) {
    return (ObjectNode) provider.at(pointer);
  }

  /// Whether a resource's condition holds; conditions here compare texts.
  boolean stands(Resource resource) {
    JsonNode condition = resource.body().path("Condition");
    return condition.isMissingNode()
        || Stream.of(resources, functions)
            .map(template -> template.path("Conditions").path(condition.asText()))
            .anyMatch(Templates::holds);
  }

  private static boolean holds(JsonNode condition) {
    if (condition.has("Fn::Not")) {
      return !holds(condition.at("/Fn::Not/0"));
    }
    JsonNode compared = condition.path("Fn::Equals");
    return compared.size() == 2 && compared.get(0).equals(compared.get(1));
  }
}
