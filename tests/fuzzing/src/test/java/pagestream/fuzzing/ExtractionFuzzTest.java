package pagestream.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import pagestream.catalog.Recipes;
import pagestream.extraction.Content;
import pagestream.extraction.Extractor;
import pagestream.timing.Deadline;

/// Any bytes are a page with rows, or one that is rejected; none makes extraction throw.
class ExtractionFuzzTest {
  private static final URI URL = URI.create("https://example.org/list");
  private static final Recipes RECIPES = Recipes.packaged();
  private static final List<Extractor> EXTRACTORS =
      RECIPES.names().stream().map(name -> Extractor.of(RECIPES.find(name).orElseThrow())).toList();

  @FuzzTest(maxDuration = "2m")
  void anyPageIsReadOrRejected(byte[] page) {
    for (Extractor extractor : EXTRACTORS) {
      extractor.extract(new Content(URL, "text/html", page), Deadline.in(Duration.ofSeconds(10)));
    }
  }
}
