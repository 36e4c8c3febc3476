package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void isReadAsItWasWritten() {
    assertThat(Origin.of(Samples.ORIGIN.texts())).isEqualTo(Samples.ORIGIN);
  }

  @Test
  void thatOfATaskThatReadNoPageIsReadAsItWasWritten() {
    Origin noPage = Origins.with(Samples.ORIGIN, Map.of("recipeVersion", ""));

    assertThat(Origin.of(noPage.texts())).isEqualTo(noPage);
  }

  @Test
  void thatOfRowsThatAreSentAgainIsReadAsItWasWritten() {
    for (boolean isOutdated : new boolean[] {true, false}) {
      Origin again =
          Samples.ORIGIN.again(
              "01JREDRIVE", "task", new Origin.Redriven("01JCOUNTED", "01J-0a", isOutdated));

      assertThat(Origin.of(again.texts())).isEqualTo(again);
      assertThat(again.page()).isEqualTo(Samples.ORIGIN.page());
      assertThat(again.countedAs()).isEqualTo("01JCOUNTED");
      assertThat(again.ofRecord().redriven()).isEmpty();
    }
    assertThat(Samples.ORIGIN.countedAs()).isEqualTo(Samples.ORIGIN.page());
  }

  @Test
  void everyFieldIsAmongItsTexts() {
    Origin.Redriven how = new Origin.Redriven("01JCOUNTED", "01J-0a", true);

    assertThat(Samples.ORIGIN.again("01JREDRIVE", "task", how).texts().keySet())
        .containsExactlyElementsOf(
            Stream.of(Origin.class, Origin.Redriven.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .map(name ->
                    Map.of("failures", "redrives", "isOutdated", "outdated")
                        .getOrDefault(name, name))
                .filter(name -> !name.equals("redriven"))
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
  void theVersionBeforeHadOnePageARun() {
    Map<String, String> texts = new HashMap<>(Samples.ORIGIN.texts());
    texts.keySet().removeAll(Set.of("source", "task", "page"));

    Origin origin = Origin.of(texts);

    assertThat(origin.page()).isEqualTo(origin.run());
    assertThat(origin.source()).isEmpty();
    assertThat(origin.task()).isEmpty();
  }

  @Test
  void ofAnAddressThatIsLongerThanAnyThatIsFollowedTheBeginningIsKept() {
    String longest = "https://example.org/".concat("a".repeat(MovedPage.MAX_LENGTH - 20));

    assertThat(Origins.with(Samples.ORIGIN, Map.of("url", longest)).url()).isEqualTo(longest);
    assertThat(Origins.with(Samples.ORIGIN, Map.of("url", longest + "a".repeat(200_000))).url())
        .isEqualTo(longest + "…");
  }

  @Test
  void aNameThatIsTooLongForAKeyIsNotReceived() {
    for (String name : new String[] {"run", "source", "recipe", "recipeVersion", "task", "page"}) {
      Map<String, String> texts = new HashMap<>(Samples.ORIGIN.texts());
      texts.put(name, "ü".repeat(Origin.MAX_NAME_BYTES / 2));
      assertThat(Origin.received(texts)).isEqualTo(Origin.of(texts));

      texts.put(name, "ü".repeat(Origin.MAX_NAME_BYTES / 2) + "x");

      assertThatThrownBy(() -> Origin.received(texts))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a text \"" + name + "\" of at most 200 bytes, found one of 201");
    }
  }
}
