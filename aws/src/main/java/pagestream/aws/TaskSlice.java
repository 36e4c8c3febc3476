package pagestream.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import pagestream.pipeline.RunTask;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Which slice of a run's tasks to answer. A cursor names the last task before it. While a run goes
/// on, the order changes where a task is found by a shorter way: some may then be left out, or be
/// answered twice.
///
/// @param state of the tasks that are wanted; empty for all
record TaskSlice(String run, Optional<RunTask.State> state, SliceRequest request) {
  private static final String TASK = "task";

  /// What the answer says of a task beside its address, at most.
  private static final int BYTES_BESIDE_ADDRESS = 1_000;

  /// @param tasks all that the run has, in their order
  Slice<RunTask> of(Collection<RunTask> tasks) {
    List<RunTask> all = List.copyOf(tasks);
    List<RunTask> ordered = request.ascending() ? all : all.reversed();
    List<RunTask> wanted =
        ordered.subList(start(ordered), ordered.size()).stream()
            .filter(task -> state.isEmpty() || state.get() == task.state())
            .toList();
    SliceItems<RunTask> slice = new SliceItems<>(request.limit(), TaskSlice::size);
    boolean isLast = slice.addAll(wanted);
    return new Slice<>(
        slice.items(), isLast ? Optional.empty() : Optional.of(cursor(slice.items().getLast())));
  }

  private static int size(RunTask task) {
    return BYTES_BESIDE_ADDRESS + task.task().url().length();
  }

  private int start(List<RunTask> tasks) {
    return request.cursor().map(cursor -> after(cursor, tasks)).orElse(0);
  }

  private int after(String cursor, List<RunTask> tasks) {
    String last = Attributes.text(Cursor.key(cursor, identity(), List.of(TASK)), TASK);
    return 1
        + IntStream.range(0, tasks.size())
            .filter(i -> tasks.get(i).task().id().equals(last))
            .findFirst()
            .orElseThrow(InvalidCursorException::unreadable);
  }

  private String cursor(RunTask last) {
    return Cursor.of(identity(), Map.of(TASK, AttributeValue.fromS(last.task().id())));
  }

  /// A cursor of one query does not fit another.
  private String identity() {
    return "tasks of " + run + state + request.ascending();
  }
}
