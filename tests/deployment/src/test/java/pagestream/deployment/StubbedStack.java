package pagestream.deployment;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The stack of the user `me`, in an account that answers what a test has told it.
final class StubbedStack implements AutoCloseable {
  static final String RESOURCES = "pagestream-resources-me";
  static final String FUNCTIONS = "pagestream-functions-me";

  /// What has Lambda take no calls of the scraper, and what has it take them again.
  static final String STOP = "PUT /2017-10-31/functions/scraper-me/concurrency";

  static final String START = "DELETE /2017-10-31/functions/scraper-me/concurrency";
  static final String RUNS = "GET /_aws/execute-api/abc/prod/runs";
  static final String RELEASE = "serverless/pagestream-functions-me/prod/2-2026";
  static final String RELEASE_BEFORE = "serverless/pagestream-functions-me/prod/1-2025";

  private static final String FUNCTION = "/2015-03-31/functions/scraper-me";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final AwsStub aws = new AwsStub();

  /// Statuses of its two stacks; `none` where one is not there.
  StubbedStack(String resources, String functions) throws IOException {
    aws.on("GetCallerIdentity", AwsStub.identity())
        .on("GET /apikeys", "{\"item\": [{\"name\": \"pagestream-me\", \"value\": \"the key\"}]}");
    stack(RESOURCES, resources, Map.of());
    stack(FUNCTIONS, functions, Map.of("Release", RELEASE, "ReleaseBefore", RELEASE_BEFORE));
  }

  private void stack(String name, String status, Map<String, String> outputs) {
    if (status.equals("none")) {
      aws.without(name);
    } else {
      aws.answersAnew("DescribeStacks " + name, described(name, status, outputs));
    }
  }

  private static String described(String name, String status, Map<String, String> outputs) {
    Map<String, String> all = new TreeMap<>(outputs);
    all.put("ServiceEndpoint", "https://abc.execute-api.amazonaws.com/prod");
    all.put("ServerlessDeploymentBucketName", "a-bucket");
    return AwsStub.stack(name, status, AwsStub.outputs(all));
  }

  /// The functions' stack with these outputs alone.
  StubbedStack functions(Map<String, String> outputs) {
    stack(FUNCTIONS, "UPDATE_COMPLETE", outputs);
    return this;
  }

  /// It runs: its scraper can be stopped, and its stacks can be changed and removed.
  StubbedStack running() {
    aws.on(
            "GetTemplate " + FUNCTIONS,
            AwsStub.template(
                """
                {"Resources": {"Scraper": {"Type": "AWS::Lambda::Function", "Properties": {
                  "FunctionName": "scraper-me", "MemorySize": 1024, "Timeout": 0,
                  "Environment": {"Variables": {}}}}}}
                """))
        .on(
            "GET " + FUNCTION,
            "{\"Configuration\": {\"State\": \"Active\", \"LastUpdateStatus\": \"Successful\"}}")
        .on("GET " + FUNCTION + "/configuration", "{\"MemorySize\": 1024, \"Timeout\": 0}")
        .on("GET /2019-09-30/functions/scraper-me/concurrency", "{}")
        .on(STOP, "{}")
        .on(START, 204, "")
        .after(STOP, () -> isBoundBy("{\"ReservedConcurrentExecutions\": 0}"))
        .after(START, () -> isBoundBy("{}"))
        .on("GET /_aws/execute-api/abc/prod/health", "{\"status\": \"ok\"}")
        .on("UpdateTerminationProtection " + FUNCTIONS, "<UpdateTerminationProtectionResponse/>")
        .on("ListStackResources " + FUNCTIONS, AwsStub.stackResources())
        .on("DeleteStack " + FUNCTIONS, "<DeleteStackResponse/>")
        .after("DeleteStack " + FUNCTIONS, () -> aws.loses(FUNCTIONS));
    takesChanges(RESOURCES);
    takesChanges(FUNCTIONS);
    return this;
  }

  private void isBoundBy(String bound) {
    aws.answersAnew("GET /2019-09-30/functions/scraper-me/concurrency", bound);
  }

  private void takesChanges(String stack) {
    aws.on("CreateChangeSet " + stack, "<CreateChangeSetResponse/>")
        .on(
            "DescribeChangeSet " + stack,
            "<DescribeChangeSetResponse><DescribeChangeSetResult><Status>CREATE_COMPLETE</Status>"
                + "</DescribeChangeSetResult></DescribeChangeSetResponse>")
        .on("ExecuteChangeSet " + stack, "<ExecuteChangeSetResponse/>");
  }

  /// The ids of the open runs, each time that somebody looks; the last ones stay.
  StubbedStack openRuns(String... each) {
    for (String run : each) {
      String item = "{\"run\": \"%s\", \"status\": \"running\"}".formatted(run);
      aws.on(RUNS, "{\"items\": [%s], \"next\": null}".formatted(run.isEmpty() ? "" : item))
          .on(RUNS + "/" + run, "{\"settledAt\": null}");
    }
    return this;
  }

  AwsStub aws() {
    return aws;
  }

  /// Runs the script.
  Command.Result deploy(String... options) {
    List<String> line = new ArrayList<>(List.of("./deploy-resources.sh", "--local"));
    line.addAll(List.of(options));
    return new Command(line, Map.of("suffix", "me", "AWS_ENDPOINT_URL", aws.url())).run(LIMIT);
  }

  @Override
  public void close() {
    aws.close();
  }
}
