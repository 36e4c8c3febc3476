package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A stack that the last release has deployed can be deployed again by this one, and keeps its
/// data. The folder `released` has what that release's templates say: type and properties of each
/// resource, and the outputs, as osls packages them with the suffix `courseX`.
class UpgradeIT {
  private static final Path RELEASED =
      Path.of("tests/deployment/src/test/resources/pagestream/deployment/released");

  private static final JsonNode RESOURCES = Templates.read(RELEASED.resolve("resources.json"));
  private static final JsonNode FUNCTIONS = Templates.read(RELEASED.resolve("serverless.json"));

  private static Templates today;
  private static Templates withOtherSettings;

  @BeforeAll
  static void packaged(@TempDir Path folder) {
    today = Templates.packaged(Map.of(), Map.of(), folder.resolve("today"));
    withOtherSettings =
        Templates.packaged(
            Map.of(
                "url", "https://example.org/other",
                "schedule", "rate(1 hour)",
                "alarm_email", "me@example.org",
                "reading_needs_key", "true",
                "shards", "2"),
            Map.of(),
            folder.resolve("others"));
  }

  @Test
  void nothingWithANameIsReplacedNoExportIsDroppedAndEachTableHasAtMostOneIndexMore() {
    assertThat(new Upgrade(RESOURCES, today.resources()).faults()).isEmpty();
    assertThat(new Upgrade(FUNCTIONS, today.functions()).faults()).isEmpty();
  }

  @Test
  void aSecondDeploymentReplacesNothingWhateverItsSettings() {
    for (Templates first : List.of(today, withOtherSettings)) {
      for (Templates second : List.of(today, withOtherSettings)) {
        assertThat(new Upgrade(first.resources(), second.resources()).faults()).isEmpty();
        assertThat(new Upgrade(first.functions(), second.functions()).faults()).isEmpty();
      }
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("another name", t -> t.properties("RunTable").put("TableName", "runs")),
        change("another key", t -> t.properties("RunTable").putArray("KeySchema")),
        change(
            "another key of the API", t -> anyOf(t, "AWS::ApiGateway::ApiKey").put("Name", "key")),
        change("other settings", t -> t.properties("Settings").put("Name", "/settings")),
        change("another schedule", t -> anyOf(t, "AWS::Scheduler::Schedule").put("Name", "scrape")),
        change("another group", t -> t.properties("ScheduleGroup").put("Name", "all")),
        change("another id", t -> resources(t).set("Runs", resources(t).remove("RunTable"))),
        change("another projection", t -> ((ObjectNode) indexes(t).get(0)).putObject("Projection")),
        change(
            "two indexes more",
            t -> {
              indexes(t).addObject().put("IndexName", "bySource");
              indexes(t).addObject().put("IndexName", "byStatus");
            }),
        change(
            "an export less",
            t -> ((ObjectNode) t.resources().path("Outputs")).remove("MoviesTableName")));
  }

  private static Arguments change(String name, Consumer<Templates> change) {
    return Arguments.of(Named.of(name, change));
  }

  private static ObjectNode resources(Templates templates) {
    return (ObjectNode) templates.resources().path("Resources");
  }

  private static ObjectNode anyOf(Templates templates, String type) {
    return templates.properties(templates.of(type).getFirst().id());
  }

  private static ArrayNode indexes(Templates templates) {
    return templates.properties("ErrorTable").withArray("GlobalSecondaryIndexes");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeThatLosesDataOrBreaksOffIsSeen(Consumer<Templates> change) {
    Templates changed = withOtherSettings.copy();

    change.accept(changed);

    assertThat(
            Stream.of(
                new Upgrade(withOtherSettings.resources(), changed.resources()),
                new Upgrade(withOtherSettings.functions(), changed.functions())))
        .flatMap(Upgrade::faults)
        .isNotEmpty();
  }
}
