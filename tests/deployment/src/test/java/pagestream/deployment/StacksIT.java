package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `scripts/deploy/stacks.mjs` does to stacks, and to what protects them.
class StacksIT {
  private static final String STACK = "pagestream-resources-me";
  private static final String DESCRIBE = "DescribeStacks " + STACK;
  private static final String PROTECT = "UpdateTerminationProtection " + STACK;

  private AwsStub aws;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aStackIsProtectedOnce() {
    aws.on("ListStackResources " + STACK, AwsStub.stackResources())
        .on(
            DESCRIBE,
            AwsStub.stack(STACK, "CREATE_COMPLETE", ""),
            AwsStub.stack(
                STACK,
                "CREATE_COMPLETE",
                "<EnableTerminationProtection>true</EnableTerminationProtection>"))
        .on(PROTECT, "<UpdateTerminationProtectionResponse/>");

    assertThat(aws.account("protect", STACK).exit()).isZero();
    assertThat(aws.body(PROTECT)).contains("EnableTerminationProtection=true");
    assertThat(aws.account("protect", STACK).exit()).isZero();
    assertThat(aws.asked()).containsOnlyOnce(PROTECT);
  }

  /// A removal that was cut off may have taken the protection away.
  @Test
  void aTableThatIsNotProtectedIsProtectedAgain() {
    aws.on(
            DESCRIBE,
            AwsStub.stack(
                STACK,
                "UPDATE_COMPLETE",
                "<EnableTerminationProtection>true</EnableTerminationProtection>"))
        .on(
            "ListStackResources " + STACK,
            AwsStub.stackResources(
                resource("Movies", "AWS::DynamoDB::Table", "movie-me", "CREATE_COMPLETE", ""),
                resource("Runs", "AWS::DynamoDB::Table", "run-me", "CREATE_COMPLETE", "")))
        .on(
            "DescribeTable",
            "{\"Table\": {\"DeletionProtectionEnabled\": true}}",
            "{\"Table\": {\"DeletionProtectionEnabled\": false}}")
        .on("UpdateTable", "{}");

    assertThat(aws.account("protect", STACK).exit()).isZero();
    assertThat(aws.asked()).containsOnlyOnce("UpdateTable");
    assertThat(aws.body("UpdateTable"))
        .contains("\"TableName\":\"run-me\"", "\"DeletionProtectionEnabled\":true");
  }

  @Test
  void removalTakesAwayWhatProtectsTheStackAndEmptiesItsBuckets() {
    aws.on(DESCRIBE, AwsStub.stack(STACK, "UPDATE_COMPLETE", ""))
        .without(STACK)
        .on(PROTECT, "<UpdateTerminationProtectionResponse/>")
        .on(
            "ListStackResources " + STACK,
            AwsStub.stackResources(
                resource("Movies", "AWS::DynamoDB::Table", "movie-me", "CREATE_COMPLETE", ""),
                resource("Gone", "AWS::DynamoDB::Table", "run-me", "DELETE_COMPLETE", ""),
                resource("Bucket", "AWS::S3::Bucket", "a-bucket", "CREATE_COMPLETE", "")))
        .on("DescribeTable", "{\"Table\": {\"DeletionProtectionEnabled\": true}}")
        .on("UpdateTable", "{}")
        .on("GET /a-bucket/", objects("<Contents><Key>a</Key></Contents>"), objects(""))
        .on("POST /a-bucket/", "<DeleteResult/>")
        .on("DeleteStack " + STACK, "<DeleteStackResponse/>");

    Command.Result result = aws.account("remove", STACK);

    assertThat(result.output()).isEqualTo("none\n");
    assertThat(aws.asked())
        .containsSubsequence(PROTECT, "DescribeTable", "UpdateTable", "DeleteStack " + STACK)
        .containsSubsequence(PROTECT, "POST /a-bucket/", "DeleteStack " + STACK)
        .containsOnlyOnce("DescribeTable");
    assertThat(aws.body(PROTECT)).contains("EnableTerminationProtection=false");
    assertThat(aws.body("UpdateTable"))
        .contains("\"TableName\":\"movie-me\"", "\"DeletionProtectionEnabled\":false");
  }

  /// A removal that was cut off may have left tables and buckets that are no longer there.
  @Test
  void aRemovalThatWasCutOffGoesOnWithWhatIsLeft() {
    aws.on(DESCRIBE, AwsStub.stack(STACK, "DELETE_FAILED", ""))
        .without(STACK)
        .on(PROTECT, "<UpdateTerminationProtectionResponse/>")
        .on(
            "ListStackResources " + STACK,
            AwsStub.stackResources(
                resource("Movies", "AWS::DynamoDB::Table", "movie-me", "DELETE_FAILED", ""),
                resource("Bucket", "AWS::S3::Bucket", "a-bucket", "DELETE_FAILED", "")))
        .on("DescribeTable", 400, "{\"__type\": \"ResourceNotFoundException\"}")
        .on("GET /a-bucket/", 404, "<Error><Code>NoSuchBucket</Code></Error>")
        .on("DeleteStack " + STACK, "<DeleteStackResponse/>");

    assertThat(aws.account("remove", STACK).output()).isEqualTo("none\n");
  }

  @Test
  void aRemovalThatFailsSaysAtWhat() {
    aws.on(
            DESCRIBE,
            AwsStub.stack(STACK, "UPDATE_COMPLETE", ""),
            AwsStub.stack(STACK, "DELETE_FAILED", ""))
        .on(PROTECT, "<UpdateTerminationProtectionResponse/>")
        .on("DeleteStack " + STACK, "<DeleteStackResponse/>")
        .on(
            "ListStackResources " + STACK,
            AwsStub.stackResources(
                resource("Topic", "AWS::SNS::Topic", "t", "DELETE_FAILED", "it is in use")));

    Command.Result result = aws.account("remove", STACK);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo(
            "expected " + STACK + " to be removed, found it DELETE_FAILED: Topic: it is in use\n");
  }

  @Test
  void aSuffixThatDiffersByCaseAloneIsFound() {
    aws.on(
        "DescribeStacks",
        AwsStub.stack("pagestream-resources-courseX", "UPDATE_COMPLETE", "")
            .replace(
                "</Stacks>",
                "<member><StackName>pagestream-functions-GONE</StackName>"
                    + "<StackStatus>DELETE_COMPLETE</StackStatus></member></Stacks>"));

    assertThat(aws.account("twin", "COURSEx").output()).isEqualTo("courseX\n");
    assertThat(aws.account("twin", "courseX").output()).isEqualTo("\n");
    assertThat(aws.account("twin", "courseXY").output()).isEqualTo("\n");
    assertThat(aws.account("twin", "gone").output()).isEqualTo("\n");
  }

  private static String resource(
      String id, String type, String name, String status, String reason) {
    return """
    <member><LogicalResourceId>%s</LogicalResourceId><ResourceType>%s</ResourceType>\
    <PhysicalResourceId>%s</PhysicalResourceId><ResourceStatus>%s</ResourceStatus>\
    <ResourceStatusReason>%s</ResourceStatusReason></member>\
    """
        .formatted(id, type, name, status, reason);
  }

  private static String objects(String contents) {
    return "<ListBucketResult>%s</ListBucketResult>".formatted(contents);
  }
}
