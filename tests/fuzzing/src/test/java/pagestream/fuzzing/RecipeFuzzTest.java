package pagestream.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import pagestream.catalog.Recipe;
import pagestream.catalog.RecipeReader;
import pagestream.extraction.Extractor;
import pagestream.yaml.YamlException;

/// Any text is a recipe that has an extractor, or its mistakes are named.
class RecipeFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void anyRecipeIsReadOrItsMistakesAreNamed(byte[] yaml) {
    try {
      Recipe recipe =
          RecipeReader.read("fuzzed", "fuzzed.yml", new String(yaml, StandardCharsets.UTF_8));
      Extractor.of(recipe);
    } catch (YamlException e) {
      if (e.getMessage().isBlank()) {
        throw new AssertionError("expected mistakes, found none", e);
      }
    }
  }
}
