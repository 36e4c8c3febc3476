package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.ended;
import static pagestream.memory.PortSamples.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.RunTask;
import pagestream.pipeline.RunTask.State;

class TaskSliceTest {
  private static final EndedTask DONE = ended(origin(1), 1, 0, 1);
  private static final EndedTask FAILED = EndedTask.failed(origin(1), 0, 12, "why", NOON);

  /// The tasks 0 to 9: each fifth has failed, and of the others the odd ones wait.
  private static List<RunTask> tasks() {
    return IntStream.range(0, 10).mapToObj(TaskSliceTest::task).toList();
  }

  private static RunTask task(int number) {
    if (number % 5 == 0) {
      return task(number, Optional.of(FAILED));
    }
    return task(number, number % 2 == 1 ? Optional.empty() : Optional.of(DONE));
  }

  private static RunTask task(int number, Optional<EndedTask> end) {
    return new RunTask(new FoundTask("" + number, "https://example.org/" + number), end);
  }

  private static Slice<RunTask> slice(Optional<State> state, boolean ascending, String cursor) {
    return new TaskSlice(
            "run",
            state,
            new SliceRequest(3, ascending, Optional.of(cursor).filter(text -> !text.isEmpty())))
        .of(tasks());
  }

  /// The ids of all tasks, slice by slice.
  private static String all(Optional<State> state, boolean ascending) {
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Slice<RunTask> slice = slice(state, ascending, next.get());
      assertThat(slice.items()).hasSizeLessThanOrEqualTo(3);
      slice.items().forEach(task -> ids.add(task.task().id()));
      next = slice.next();
    }
    return String.join("", ids);
  }

  @Test
  void slicesFollowOneAnotherInEitherOrder() {
    assertThat(all(Optional.empty(), true)).isEqualTo("0123456789");
    assertThat(all(Optional.empty(), false)).isEqualTo("9876543210");
  }

  @Test
  void onlyTasksOfTheStateThatIsWantedAreAnswered() {
    assertThat(all(Optional.of(State.WAITING), true)).isEqualTo("1379");
    assertThat(all(Optional.of(State.DONE), false)).isEqualTo("8642");
    assertThat(all(Optional.of(State.FAILED), true)).isEqualTo("05");
  }

  @Test
  void aTaskThatHasEndedMeanwhileIsStillWhereASliceEnded() {
    Slice<RunTask> first = slice(Optional.of(State.WAITING), true, "");
    List<RunTask> later = new ArrayList<>(tasks());
    later.set(7, task(7, Optional.of(DONE)));

    Slice<RunTask> second =
        new TaskSlice("run", Optional.of(State.WAITING), new SliceRequest(3, true, first.next()))
            .of(later);

    assertThat(second.items()).containsExactly(task(9));
    assertThat(second.next()).isEmpty();
  }

  @Test
  void anAnswerIsNoLargerThanLambdaCarries() {
    List<RunTask> large =
        IntStream.range(0, 10)
            .mapToObj(
                i -> new RunTask(new FoundTask("" + i, "x".repeat(1 << 20)), Optional.empty()))
            .toList();

    Slice<RunTask> slice =
        new TaskSlice("run", Optional.empty(), new SliceRequest(10, true, Optional.empty()))
            .of(large);

    assertThat(slice.items()).hasSize(4);
    assertThat(slice.next()).isPresent();
  }

  @Test
  void aCursorOfAnotherQueryOrOfATaskThatIsNoneIsRefused() {
    Optional<String> next = slice(Optional.empty(), true, "").next();

    assertThat(next).isPresent();
    assertThatThrownBy(() -> slice(Optional.empty(), false, next.get()))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessageContaining("another query's");
    assertThatThrownBy(() -> slice(Optional.empty(), true, "xyz"))
        .isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() ->
            new TaskSlice("run", Optional.empty(), new SliceRequest(3, true, next))
                .of(List.of(task(9))))
        .isInstanceOf(InvalidCursorException.class);
  }
}
