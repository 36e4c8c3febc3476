package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void isReadAsItWasWritten() {
    assertThat(Origin.of(Samples.ORIGIN.texts())).isEqualTo(Samples.ORIGIN);
  }

  @Test
  void everyFieldIsAmongItsTexts() {
    assertThat(Samples.ORIGIN.texts().keySet())
        .containsExactlyElementsOf(
            Arrays.stream(Origin.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void aFieldThatIsMissingIsNamed() {
    for (String name : new String[] {"run", "recipe", "recipeVersion", "url", "scrapedAt"}) {
      Map<String, String> texts = new HashMap<>(Samples.ORIGIN.texts());
      texts.remove(name);

      assertThatThrownBy(() -> Origin.of(texts))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a text \"" + name + "\", found none");
    }
  }

  @Test
  void ofATaskThatWasNotWorkedOnNoVersionOfARecipeIsKnown() {
    Map<String, String> texts = new HashMap<>(Samples.ORIGIN.texts());
    texts.put("recipeVersion", "");

    assertThat(Origin.of(texts).recipeVersion()).isEmpty();
    assertThat(Origin.of(texts).texts()).isEqualTo(texts);
  }

  @Test
  void theVersionBeforeHadOnePageARun() {
    Map<String, String> texts = new HashMap<>(Samples.ORIGIN.texts());
    texts.keySet().removeAll(Set.of("source", "task", "page"));

    Origin origin = Origin.of(texts);

    assertThat(origin.page()).isEqualTo(origin.run());
    assertThat(origin.source()).isEmpty();
    assertThat(origin.task()).isEmpty();
  }
}
