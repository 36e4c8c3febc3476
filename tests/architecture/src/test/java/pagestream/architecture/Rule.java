package pagestream.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules of the house, each for whichever package the house stands in.
enum Rule {
  STAGES_DO_NOT_DEPEND_ON_ONE_ANOTHER(house ->
      slices()
          .assignedFrom(new Stages(house))
          .should()
          .notDependOnEachOther()
          .as("stages do not depend on one another")),

  WHAT_STAGES_SHARE_KNOWS_NO_AWS(house ->
      noClasses()
          .that()
          .resideInAnyPackage(
              house + ".pipeline..",
              house + ".catalog..",
              house + ".pacing..",
              house + ".fetching..",
              house + ".extraction..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..", house + ".aws..")),

  ONLY_AWS_AND_WHAT_RUNS_LOCALLY_KNOW_THE_SDK(house ->
      noClasses()
          .that()
          .resideOutsideOfPackages(
              house + ".aws..", house + ".local..", house + ".emulator..", house + ".templates..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..")),

  ONLY_EXTRACTION_KNOWS_JSOUP(house ->
      noClasses()
          .that()
          .resideOutsideOfPackage(house + ".extraction..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jsoup..")),

  ONLY_YAML_KNOWS_ITS_LIBRARY(house ->
      noClasses()
          .that()
          .resideOutsideOfPackage(house + ".yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..")),

  ONLY_THE_ENGINES_KNOW_WHAT_THEY_ARE_MADE_OF(house ->
      noClasses()
          .that()
          .resideOutsideOfPackage(house + ".emulator.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.dynamodb..", "org.elasticmq..", "org.apache.pekko..", "scala..")),

  ONLY_HANDLERS_KNOW_LAMBDA(house ->
      noClasses()
          .that()
          .resideInAnyPackage(Stages.packages(house))
          .and()
          .haveSimpleNameNotEndingWith("Handler")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.amazonaws..")),

  NOTHING_DEPENDS_ON_THE_HOST(house ->
      noClasses()
          .that()
          .resideOutsideOfPackage(house + ".local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(house + ".local..")),

  GATEWAY_AND_DEMO_KNOW_NO_HTTP_SERVER(house ->
      noClasses()
          .that()
          .resideInAnyPackage(house + ".emulator.gateway..", house + ".demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.net.httpserver..", "org.eclipse.jetty.server..")),

  THE_EMULATOR_KNOWS_NOTHING_OF_PAGESTREAM(house ->
      noClasses()
          .that()
          .resideInAnyPackage(house + ".emulator..", house + ".templates..", house + ".http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              house + ".pipeline..", house + ".catalog..", house + ".aws..", house + ".demo..")),

  PACKAGES_HAVE_NO_CYCLES(house -> slices().matching(house + ".(**)").should().beFreeOfCycles()),

  PACKAGES_ARE_NULL_MARKED(house -> classes().should(new BeInANullMarkedPackage())),

  ONLY_MAINS_AND_THE_RUNTIME_WRITE_TO_THE_TERMINAL(house ->
      noClasses()
          .that()
          .resideOutsideOfPackage(house + ".runtime")
          .and()
          .haveSimpleNameNotEndingWith("Main")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace"));

  private final Function<String, ArchRule> rule;

  Rule(Function<String, ArchRule> rule) {
    this.rule = rule;
  }

  ArchRule of(String house) {
    return rule.apply(house);
  }

  /// The packages of all stages.
  static String[] stages(String house) {
    return Stages.names().map(name -> house + "." + name).toArray(String[]::new);
  }

  /// Each stage a slice of its own.
  private record Stages(String house) implements SliceAssignment {
    private static final Pattern HANDLER = Pattern.compile("handler: pagestream\\.(\\w+)\\.");

    /// Of every function that is declared, whatever calls it.
    private static final List<String> NAMES = declared();

    private static List<String> declared() {
      Path file = Path.of(System.getProperty("project.folder"), "serverless.yml");
      try {
        return HANDLER
            .matcher(Files.readString(file))
            .results()
            .map(each -> each.group(1))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static String[] packages(String house) {
      return names().map(name -> house + "." + name + "..").toArray(String[]::new);
    }

    private static Stream<String> names() {
      return NAMES.stream();
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return names()
          .filter(name -> (javaClass.getPackageName() + ".").startsWith(house + "." + name + "."))
          .findAny()
          .map(SliceIdentifier::of)
          .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
      return "stages";
    }
  }

  private static final class BeInANullMarkedPackage extends ArchCondition<JavaClass> {
    BeInANullMarkedPackage() {
      super("be in a package that is @NullMarked");
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
      if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
        events.add(
            SimpleConditionEvent.violated(
                item, item.getName() + ": expected a package-info.java with @NullMarked"));
      }
    }
  }
}
