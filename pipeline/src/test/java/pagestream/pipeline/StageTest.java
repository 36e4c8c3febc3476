package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void aLabelNamesItsStageWhateverTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr"));
      assertThat(Stage.values()).allMatch(stage -> Stage.of(stage.label()) == stage);
      assertThat(Stage.WRITER.label()).isEqualTo("writer");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anUnknownLabelIsRefused() {
    assertThatThrownBy(() -> Stage.of("reader")).isInstanceOf(IllegalArgumentException.class);
  }
}
