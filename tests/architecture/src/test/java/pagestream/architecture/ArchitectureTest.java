package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What Maven's modules cannot say of the house, and what they do say said again, so that a wrong
/// dependency in a pom is seen.
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("pagestream");

  /// A small house in which every rule is broken.
  private static final String BROKEN = "pagestream.architecture.broken";

  @Test
  void everyModuleIsLookedAt() {
    assertThat(HOUSE.stream().map(JavaClass::getPackageName))
        .contains(
            "pagestream.pipeline",
            "pagestream.yaml",
            "pagestream.catalog",
            "pagestream.pacing",
            "pagestream.fetching",
            "pagestream.extraction",
            "pagestream.aws",
            "pagestream.runtime",
            "pagestream.local",
            "pagestream.templates")
        .contains(Rule.stages("pagestream"))
        .doesNotContain(BROKEN + ".scraper");
  }

  @ParameterizedTest
  @EnumSource
  void theHouseKeepsTheRule(Rule rule) {
    rule.of("pagestream").check(HOUSE);
  }

  @ParameterizedTest
  @EnumSource
  void theRuleBites(Rule rule) {
    ArchRule broken = rule.of(BROKEN);

    assertThat(broken.evaluate(new ClassFileImporter().importPackages(BROKEN)).hasViolation())
        .as(broken.getDescription())
        .isTrue();
  }

  @Test
  void aHandlerMayKnowLambdaAndOtherClassesOfAStageMayNot() {
    String violations =
        Rule.ONLY_HANDLERS_KNOW_LAMBDA
            .of(BROKEN)
            .evaluate(new ClassFileImporter().importPackages(BROKEN))
            .getFailureReport()
            .toString();

    assertThat(violations).contains("broken.scraper.Scraper").doesNotContain("ScraperHandler");
  }
}
