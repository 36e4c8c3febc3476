package pagestream.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import org.junit.jupiter.api.Test;

/// What `deploy-resources.sh --pause` removes, and when.
class PauseIT {
  private static final String DELETE = "DeleteStack " + StubbedStack.FUNCTIONS;
  private static final String CHANGE = "ExecuteChangeSet " + StubbedStack.RESOURCES;
  private static final String DATA =
      """
      {"Resources": {
        "RawStream": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "raw-me"}},
        "MoviesTable": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "movie-me"}}},
       "Outputs": {
        "StreamArn": {"Value": {"Fn::GetAtt": ["RawStream", "Arn"]}, "Export": {"Name": "S-me"}},
        "MoviesTableArn": {"Value": {"Fn::GetAtt": ["MoviesTable", "Arn"]}},
        "Fingerprint": {"Value": "abc"}}}
      """;

  @Test
  void nothingIsPausedWhileARunIsOpen() throws IOException {
    try (StubbedStack me = running().openRuns("A")) {
      Command.Result result = me.deploy("--pause");

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.lastLine())
          .isEqualTo(
              "expected every run to have settled, found open: A. Wait for them, or cancel them;"
                  + " with --yes me is paused all the same, and the rows that are on its streams are"
                  + " lost.");
      assertThat(me.aws().asked()).doesNotContain(StubbedStack.STOP, DELETE, CHANGE);
    }
  }

  /// It is looked for once more when no other run can begin, and then all is as before.
  @Test
  void aRunThatBeginsAfterTheFirstLookLosesNoRow() throws IOException {
    try (StubbedStack me = running().openRuns("", "A")) {
      Command.Result result = me.deploy("--pause");

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.lastLine()).startsWith("expected every run to have settled, found open: A");
      assertThat(me.aws().asked())
          .containsSubsequence(
              StubbedStack.RUNS, StubbedStack.STOP, StubbedStack.RUNS, StubbedStack.START)
          .doesNotContain(DELETE, CHANGE);
    }
  }

  @Test
  void noRunCanBeginBeforeTheFunctionsAndThenTheStreamsAreGone() throws IOException {
    try (StubbedStack me = running().openRuns("")) {
      Command.Result result = me.deploy("--pause");

      assertThat(result.exit()).as(result.output()).isZero();
      assertThat(me.aws().asked())
          .containsSubsequence(StubbedStack.STOP, StubbedStack.RUNS, DELETE, CHANGE)
          .doesNotContain(StubbedStack.START);
    }
  }

  /// So that a stack of an earlier version is paused too, whatever it knows of its settings.
  @Test
  void theStreamsGoAndTheRestStaysAsItWasDeployedWhateverTheSettingsAre() throws IOException {
    try (StubbedStack me = running()) {
      Command.Result result = me.deploy("--pause", "--yes");

      assertThat(result.exit()).as(result.output()).isZero();
      assertThat(changed(me))
          .contains(
              "{\"Resources\":{\"MoviesTable\":{\"Type\":\"AWS::DynamoDB::Table\",\"Properties\":"
                  + "{\"TableName\":\"movie-me\"}}},\"Outputs\":{\"MoviesTableArn\":"
                  + "{\"Value\":{\"Fn::GetAtt\":[\"MoviesTable\",\"Arn\"]}}}}");
      assertThat(me.aws().asked()).doesNotContain("GetParameter", StubbedStack.RUNS);
    }
  }

  @Test
  void aPauseThatWasCutOffIsCompleted() throws IOException {
    try (StubbedStack me = new StubbedStack("UPDATE_COMPLETE", "none").running()) {
      me.aws().on("GetTemplate " + StubbedStack.RESOURCES, AwsStub.template(DATA));

      assertThat(me.deploy("--pause").exit()).isZero();
      me.aws()
          .answersAnew(
              "GetTemplate " + StubbedStack.RESOURCES, AwsStub.template("{\"Resources\": {}}"));
      assertThat(me.deploy("--pause").exit()).isZero();

      assertThat(me.aws().asked()).containsOnlyOnce(CHANGE);
    }
  }

  /// A second deletion would take the tables that the first one left.
  @Test
  void dataWhoseRemovalFailedAreNotClearedAway() throws IOException {
    try (StubbedStack me = new StubbedStack("DELETE_FAILED", "none")) {
      Command.Result result = me.deploy("--pause");

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.lastLine())
          .startsWith("expected the stack pagestream-resources-me to take a deployment, found that")
          .endsWith("copy what you need of them, then finish the removal by --remove.");
      assertThat(me.aws().asked()).noneMatch(request -> request.startsWith("DeleteStack"));
    }
  }

  private static StubbedStack running() throws IOException {
    StubbedStack me = new StubbedStack("UPDATE_COMPLETE", "UPDATE_COMPLETE").running();
    me.aws().on("GetTemplate " + StubbedStack.RESOURCES, AwsStub.template(DATA));
    return me;
  }

  private static String changed(StubbedStack me) {
    return URLDecoder.decode(me.aws().body("CreateChangeSet " + StubbedStack.RESOURCES), UTF_8);
  }
}
