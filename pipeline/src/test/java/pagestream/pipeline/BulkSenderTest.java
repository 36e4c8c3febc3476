package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.timing.Deadline;

class BulkSenderTest {
  private final List<List<Integer>> requests = new ArrayList<>();

  /// Items are as large as they say; three at most in a request of ten bytes.
  private List<List<Integer>> sent(Integer... items) {
    BulkSender<Integer> sender =
        new BulkSender<>(
            3,
            10,
            item -> item,
            request -> {
              requests.add(List.copyOf(request));
              return new BitSet();
            });
    assertThat(sender.send(List.of(items), Deadline.in(Duration.ofMinutes(1)))).isEmpty();
    return requests;
  }

  @Test
  void aRequestMayHaveAsManyItemsAsThereMayBe() {
    assertThat(sent(1, 1, 1, 1, 1, 1, 1))
        .containsExactly(List.of(1, 1, 1), List.of(1, 1, 1), List.of(1));
  }

  @Test
  void aRequestMayHaveAsManyBytesAsThereMayBe() {
    assertThat(sent(5, 5, 9, 1, 9, 2))
        .containsExactly(List.of(5, 5), List.of(9, 1), List.of(9), List.of(2));
  }

  @Test
  void anItemThatIsTooLargeIsSentAloneAndNoRequestIsEmpty() {
    assertThat(sent(11, 1, 12, 13))
        .containsExactly(List.of(11), List.of(1), List.of(12), List.of(13));
  }
}
