package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pagestream.templates.Stack;
import pagestream.templates.Stack.FunctionSpec;

/// Holds the templates to their rules, and each rule to what it is for.
class TemplatesIT {
  private static final List<Rule> RULES =
      Stream.of(
              PermissionRules.ALL,
              TrustRules.ALL,
              DataRules.ALL,
              QueueRules.ALL,
              FunctionRules.ALL,
              EnvironmentRules.ALL,
              MappingRules.ALL,
              NameRules.ALL,
              ApiRules.ALL,
              AnswerRules.ALL,
              AlarmRules.ALL,
              MetricMathRules.ALL,
              ScheduleRules.ALL,
              DashboardRules.ALL)
          .flatMap(List::stream)
          .toList();

  /// With nothing set, and with everything.
  private static List<Templates> packaged = List.of();

  @BeforeAll
  static void packageBoth(@TempDir Path plain, @TempDir Path full) {
    packaged =
        List.of(
            Templates.packaged(Map.of(), Map.of("books", ""), plain),
            Templates.packaged(
                Map.of(
                    "suffix", "another",
                    "AWS_REGION", "ap-southeast-2",
                    "runtime", "java21",
                    "reading_needs_key", "true",
                    "requests_per_second", "20",
                    "reading_concurrency", "5",
                    "schedule", "rate(1 hour)",
                    "alarm_email", "me@example.org"),
                Map.of(
                    "books", "",
                    "9-to-5", "cron(0 9-17 ? * MON-FRI *)",
                    "shop", "rate(40 minutes)"),
                full));
  }

  static List<Rule> rules() {
    return RULES;
  }

  static Stream<Arguments> mutations() {
    return RULES.stream()
        .flatMap(rule -> rule.mutations().stream().map(each -> Arguments.of(rule, each)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theTemplatesKeepTheRule(Rule rule) {
    for (Templates templates : packaged) {
      assertThat(rule.faults(templates)).as(templates.suffix()).isEmpty();
    }
    assertThat(rule.mutations()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("mutations")
  void theRuleBites(Rule rule, Rule.Mutation mutation) {
    var expected = new TreeSet<>(mutation.others());
    expected.add(rule.name());

    var broken = new TreeSet<String>();
    for (Templates templates : packaged) {
      Templates mutated = mutation.of(templates);
      RULES.stream()
          .filter(each -> !each.faults(mutated).equals(each.faults(templates)))
          .forEach(each -> broken.add(each.name()));
    }

    assertThat(broken).isEqualTo(expected);
  }

  @Test
  void theLocalHostTellsFunctionsTheSame() {
    for (Templates templates : packaged) {
      Stack stack = Stack.read(Command.PROJECT, templates.settings());

      for (FunctionSpec local : stack.functions()) {
        Map<String, String> deployed = new TreeMap<>();
        templates.of(FunctionRules.FUNCTION).stream()
            .filter(function -> function.text("FunctionName").equals(local.name()))
            .flatMap(function -> function.at("/Environment/Variables").properties().stream())
            .forEach(variable -> deployed.put(variable.getKey(), variable.getValue().asText()));
        assertThat(local.environment()).as(local.name()).isEqualTo(deployed);
      }
    }
  }

  @Test
  void theDocumentCountsTheAlarmsMetrics() throws IOException {
    long metrics =
        packaged.getFirst().of("AWS::CloudWatch::Alarm").stream()
            .mapToLong(alarm -> Metrics.ofAlarm(alarm).size())
            .sum();

    assertThat(Files.readString(Command.PROJECT.resolve("docs/deployment.md")))
        .contains(
            "alarms on %d metrics, at 0.10 | %d.%d0 |"
                .formatted(metrics, metrics / 10, metrics % 10));
  }

  @Test
  void twoSuffixesShareNoName() {
    assertThat(shared(packaged.getFirst(), packaged.getLast())).isEmpty();
  }

  @Test
  void aSharedNameIsSeen() {
    List<Templates> changed = packaged.stream().map(Templates::copy).toList();
    changed.forEach(each -> each.properties("DiscardedDeadLetterQueue").put("QueueName", "shared"));

    assertThat(shared(changed.getFirst(), changed.getLast()))
        .containsExactly("AWS::SQS::Queue shared");
  }

  private static Set<String> shared(Templates one, Templates other) {
    var both = new TreeSet<>(NameRules.all(one));
    both.retainAll(NameRules.all(other));
    return both;
  }

  @Test
  void theTemplatesAreValid(@TempDir Path folder) {
    for (Templates templates : packaged) {
      assertThat(validated(templates, folder)).isEqualTo(new Command.Result(0, ""));
    }
  }

  @Test
  void aPropertyThatAwsHasNotIsInvalid(@TempDir Path folder) {
    Templates changed = packaged.getFirst().copy();
    changed.properties("RunTable").put("BillingMod", "PAY_PER_REQUEST");

    Command.Result result = validated(changed, folder);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).contains("resources.json", "RunTable", "BillingMod");
  }

  private static Command.Result validated(Templates templates, Path folder) {
    return new Command(
            Map.of(),
            "node",
            "scripts/deploy/validate.mjs",
            written(templates.resources(), folder.resolve("resources.json")),
            written(templates.functions(), folder.resolve("functions.json")))
        .run(Duration.ofMinutes(1));
  }

  private static String written(JsonNode template, Path file) {
    try {
      return Files.writeString(file, template.toString()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
