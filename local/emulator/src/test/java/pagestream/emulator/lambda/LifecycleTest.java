package pagestream.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.emulator.lambda.FunctionFixture.act;
import static pagestream.emulator.lambda.FunctionFixture.error;
import static pagestream.emulator.lambda.FunctionFixture.json;

import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LifecycleTest {
  private final FunctionFixture fixture = new FunctionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void replacesAnEnvironmentKilledWhileIdle() throws Exception {
    LocalFunction act = fixture.open("Act", 256, 10, 1);
    act.warmUp();
    ProcessHandle killed = handle(act.pids().iterator().next());
    killed.destroyForcibly();
    killed.onExit().get();
    assertThat(act(act, "again")).isEqualTo("again");
  }

  @Test
  void runsUpToTheMaximumAtOnceAndQueuesTheRest() throws Exception {
    LocalFunction act = fixture.open("Act", 256, 4, 2);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<InvocationResult>> hanging =
          Stream.generate(() -> callers.submit(() -> act.invoke(json("\"hang\""))))
              .limit(2)
              .toList();
      assertThat(fixture.logLine())
          .startsWith("hanging ")
          .isNotEqualTo(fixture.logLine()); // both, before a time limit
      List<Future<String>> queued =
          Stream.generate(() -> callers.submit(() -> act(act, "pid"))).limit(40).toList();
      assertThat(act.pids()).hasSize(2);
      for (Future<InvocationResult> each : hanging) {
        assertThat(error(each.get()).type()).isEqualTo("Sandbox.Timedout");
      }
      for (Future<String> each : queued) {
        assertThat(act.pids()).hasSizeLessThanOrEqualTo(2);
        assertThat(each.get()).matches("\\d+");
      }
    }
  }

  @Test
  void closeKillsBusyEnvironments() throws Exception {
    LocalFunction act = fixture.open("Act", 256, 60, 1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<InvocationResult> hanging = callers.submit(() -> act.invoke(json("\"hang\"")));
      ProcessHandle process =
          handle(Long.parseLong(fixture.logLine().substring("hanging ".length())));
      act.close();
      assertThat(process.isAlive()).isFalse();
      assertThat(error(hanging.get()).message()).endsWith("signal: killed");
    }
    assertThatThrownBy(() -> act.invoke(json("\"x\""))).hasMessageContaining("after its end");
    assertThat(act.pids()).isEmpty();
  }

  @Test
  void functionEndsWhenTheRuntimeApiIsGone() throws Exception {
    JvmCommand command = new JvmCommand(FunctionFixture.settings("Act", 256, 10, 1));
    RuntimeApi api = new RuntimeApi(command.arn());
    ProcessBuilder builder =
        new ProcessBuilder(command.line())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().putAll(command.environment(api.hostAndPort(), "e"));
    Process process = builder.start();
    try {
      assertThat(api.polled().get()).isEmpty();
      api.close();
      assertThat(process.waitFor()).isEqualTo(75);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void functionEndsWhenTheHostIsKilledDuringAnInvocation() throws Exception {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HangingHost.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = host.inputReader()) {
      ProcessHandle function =
          handle(Long.parseLong(output.readLine().substring("hanging ".length())));
      host.destroyForcibly();
      function.onExit().get();
    } finally {
      host.destroyForcibly();
    }
  }

  private static ProcessHandle handle(long pid) {
    return ProcessHandle.of(pid).orElseThrow();
  }
}
