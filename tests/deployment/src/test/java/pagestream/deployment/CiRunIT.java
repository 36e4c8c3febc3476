package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `.ci/run` says, before it builds anything, on a machine that cannot run all of it.
class CiRunIT {
  @TempDir private Path folder;

  @Test
  void itFailsWithoutWhatLocalStackNeeds() throws IOException {
    refused(
        "",
        "LocalStack 4.14 needs Python 3.13: found no python3.13 on the PATH nor under pyenv.",
        "The deployed stack cannot be tried on LocalStack; SKIP=localstack leaves it out.\n");
  }

  @Test
  void itFailsWithoutShellcheck() throws IOException {
    refused(
        "localstack",
        "shellcheck reads the scripts; install it, or leave it out by SKIP=shellcheck: shellcheck not"
            + " found on the PATH.\n");
  }

  @Test
  void onlyWhatAMachineMayLackCanBeSkipped() throws IOException {
    refused(
        "localstack,tests",
        "SKIP: expected localstack, shellcheck or both with a comma between them, found"
            + " \"tests\".\n");
  }

  private void refused(String skip, String... messages) throws IOException {
    Map<String, String> environment =
        Map.of(
            "PATH", ToolPath.without("none", folder),
            "HOME", folder.toString(),
            "PYENV_ROOT", folder.toString(),
            "SKIP", skip);

    Command.Result result = new Command(environment, ".ci/run").run(Duration.ofMinutes(1));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).contains(messages).doesNotContain("BUILD");
  }
}
