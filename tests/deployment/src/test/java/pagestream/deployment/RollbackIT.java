package pagestream.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where `deploy-resources.sh --rollback` goes back to, and when.
class RollbackIT {
  private static final String CHANGE = "ExecuteChangeSet " + StubbedStack.FUNCTIONS;
  private static final Path MARK =
      Command.PROJECT.resolve("target/deploy/pagestream-functions-me.rollback");

  private StubbedStack me;

  @BeforeEach
  void deploy() throws IOException {
    Files.deleteIfExists(MARK);
    me = new StubbedStack("UPDATE_COMPLETE", "UPDATE_COMPLETE").running();
  }

  @AfterEach
  void remove() throws IOException {
    me.close();
    Files.deleteIfExists(MARK);
  }

  /// The functions of the release before cannot read what those of the deployed one have written.
  @Test
  void nothingIsRolledBackWhileARunIsOpen() {
    me.openRuns("A");

    Command.Result result = me.deploy("--rollback");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.lastLine())
        .isEqualTo(
            "expected every run to have settled, found open: A. Wait for them, or cancel them; with"
                + " --yes me is rolled back all the same, and rows that only the deployed release"
                + " can read become failures.");
    assertThat(me.aws().asked()).doesNotContain(StubbedStack.STOP, CHANGE);
  }

  /// So it needs no settings, and takes a stack back whose settings nobody knows.
  @Test
  void theTemplateOfTheReleaseBeforeIsDeployedWhileNoRunCanBegin() {
    me.openRuns("");

    Command.Result result = me.deploy("--rollback");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(URLDecoder.decode(me.aws().body("CreateChangeSet " + StubbedStack.FUNCTIONS), UTF_8))
        .contains(
            "https://s3.eu-west-2.amazonaws.com/a-bucket/%s/compiled-cloudformation-template.json"
                .formatted(StubbedStack.RELEASE_BEFORE));
    assertThat(me.aws().asked())
        .containsSubsequence(StubbedStack.STOP, StubbedStack.RUNS, CHANGE, StubbedStack.START)
        .doesNotContain("GetParameter");
    assertThat(result.output())
        .contains("going back to the release of 2025 …")
        .doesNotContain("restored");
  }

  @Test
  void withYesItIsRolledBackWhateverRunsAreOpen() {
    assertThat(me.deploy("--rollback", "--yes").exit()).isZero();
    assertThat(me.aws().asked()).contains(CHANGE).doesNotContain(StubbedStack.RUNS);
  }

  @Test
  void withoutAReleaseBeforeNothingIsRolledBack() {
    me.functions(Map.of("Release", StubbedStack.RELEASE));

    assertThat(me.deploy("--rollback").lastLine())
        .isEqualTo("expected me to have a release before the deployed one, found none.");
  }

  /// Else the same call would go back twice.
  @Test
  void aRollbackThatWasCutOffIsOnlyCompleted() throws IOException {
    Files.createDirectories(MARK.getParent());
    Files.writeString(MARK, StubbedStack.RELEASE + "\n");

    Command.Result result = me.deploy("--rollback");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("deployed: the release of 2026.")
        .doesNotContain("going back");
    assertThat(me.aws().asked()).doesNotContain(CHANGE);
    assertThat(MARK).doesNotExist();
  }
}
