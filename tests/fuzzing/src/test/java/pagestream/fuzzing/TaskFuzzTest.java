package pagestream.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import pagestream.pipeline.Result;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;

/// Any message is a task that is written as it is read, or is rejected.
class TaskFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void anyMessageIsATaskOrRejected(byte[] message) {
    if (TaskCodec.decode(new String(message, StandardCharsets.UTF_8))
            instanceof Result.Ok<TaskMessage>(TaskMessage task)
        && !TaskCodec.decode(TaskCodec.encode(task)).equals(Result.ok(task))) {
      throw new AssertionError("expected the same task again, found another one");
    }
  }
}
