package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  @Test
  void anAddressThatTwoRowsLeadToIsATaskForEach() {
    Task page = TASK.leadsTo("https://example.org/book", new Work.Rows());
    Task first = TASK.leadsTo("https://example.org/book", row("one", 0));

    assertThat(
            new String[] {
              page.id(),
              first.id(),
              TASK.leadsTo("https://example.org/book", row("one", 1)).id(),
              TASK.leadsTo("https://example.org/book", row("another", 0)).id()
            })
        .doesNotHaveDuplicates();
    assertThat(TASK.leadsTo("https://example.org/book", row("one", 0)).id()).isEqualTo(first.id());
  }

  @Test
  void otherWorkOfTheSameAddressIsAnotherTask() {
    assertThat(
            Stream.of(
                    new Work.Rows(),
                    new Work.Sitemap(),
                    new Work.Starts(),
                    new Work.Addresses(List.of("https://example.org/1")),
                    new Work.Addresses(List.of("https://example.org/2")))
                .map(work -> new Task("01J", "films", "movies", TASK.url(), 0, work).id()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aListBringsNobodyFurther() {
    Task starts = new Task("01J", "films", "movies", TASK.url(), 0, new Work.Starts());

    assertThat(starts.leadsTo("https://example.org/1", new Work.Rows()).depth()).isZero();
    assertThat(TASK.leadsTo("https://example.org/1", new Work.Rows()).depth()).isEqualTo(1);
  }

  private static Work row(String task, int position) {
    return new Work.Detail(new CarriedRow(task, 0, new Row(position, Map.of())));
  }
}
