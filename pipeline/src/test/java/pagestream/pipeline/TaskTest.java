package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskTest {
  private static final Task TASK = new Task("01J", "films", "movies", "https://example.org/");

  @Test
  void theSameAddressIsOneTaskOfARun() {
    assertThat(TASK.id())
        .isEqualTo(new Task("01J", "films", "movies", "https://example.org/").id())
        .matches("[0-9a-f]{16}");
  }

  @Test
  void anotherRunOrAddressIsAnotherTask() {
    assertThat(
            new String[] {
              TASK.id(),
              new Task("01K", "films", "movies", "https://example.org/").id(),
              new Task("01J", "films", "movies", "https://example.org/2").id()
            })
        .doesNotHaveDuplicates();
  }
}
