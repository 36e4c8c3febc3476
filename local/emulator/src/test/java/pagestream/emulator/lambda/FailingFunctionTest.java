package pagestream.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.emulator.lambda.FunctionFixture.act;
import static pagestream.emulator.lambda.FunctionFixture.error;
import static pagestream.emulator.lambda.FunctionFixture.json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pagestream.emulator.lambda.InvocationResult.FunctionError;

@Timeout(60)
final class FailingFunctionTest {
  private final FunctionFixture fixture = new FunctionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void timeLimitKillsAndTheNextCallWorks() throws Exception {
    LocalFunction act = fixture.open("Act", 256, 1, 1);
    String before = act(act, "pid");
    FunctionError error = error(act.invoke(json("\"hang\"")));
    assertThat(error.type()).isEqualTo("Sandbox.Timedout");
    assertThat(error.message())
        .matches("\\S+Z " + FunctionFixture.REQUEST_ID + " Task timed out after 1\\.00 seconds");
    assertThat(ProcessHandle.of(Long.parseLong(before))).isEmpty();
    assertThat(act(act, "again")).isEqualTo("again");
  }

  @Test
  void exitIsAnExitErrorAndTheNextCallWorks() throws Exception {
    LocalFunction act = fixture.open("Act", 256, 10, 1);
    FunctionError error = error(act.invoke(json("\"exit\"")));
    assertThat(error.type()).isEqualTo("Runtime.ExitError");
    assertThat(error.message())
        .matches(
            "RequestId: "
                + FunctionFixture.REQUEST_ID
                + " Error: Runtime exited with error: exit status 7");
    assertThat(act(act, "again")).isEqualTo("again");
  }

  @Test
  void initFailureTellsTypeAndMessage() throws Exception {
    LocalFunction failing = fixture.open("FailsToInitialise", 256, 10, 1);
    FunctionError error = error(failing.invoke(json("\"x\"")));
    assertThat(error.type()).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(error.message()).isEqualTo("no table configured");
    assertThatThrownBy(failing::warmUp).hasMessageContaining("no table configured");
    assertThat(failing.pids()).isEmpty();
  }

  @Test
  void missingClassIsAFunctionError() throws Exception {
    assertThat(error(fixture.open("Missing", 256, 10, 1).invoke(json("\"x\""))).message())
        .contains("pagestream.emulator.lambda.Handlers$Missing");
  }

  @Test
  void tooLittleMemoryIsToldAndEndsTheProcess() throws Exception {
    LocalFunction act = fixture.open("Act", 128, 30, 1);
    String before = act(act, "pid");
    FunctionError error = error(act.invoke(json("\"fill\"")));
    assertThat(error.type()).isEqualTo("java.lang.OutOfMemoryError");
    assertThat(act(act, "again")).isEqualTo("again");
    assertThat(act(act, "pid")).isNotEqualTo(before);
  }

  @Test
  void aFunctionCanCopeWithTooLittleMemory() throws Exception {
    LocalFunction act = fixture.open("Act", 128, 30, 1);
    String before = act(act, "pid");
    assertThat(act(act, "cope")).isEqualTo(before);
  }
}
