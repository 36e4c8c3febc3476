package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesIT {
  @Test
  void bothFilesArePackaged() {
    Templates templates = Templates.packaged(Map.of());

    assertThat(templates.resources().path("Resources").has("MoviesTable")).isTrue();
    assertThat(templates.functions().path("Resources").has("ScraperLambdaFunction")).isTrue();
  }
}
