package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/// How data is held: streams, tables, bucket.
final class DataRules {
  static final List<Rule> ALL =
      List.of(
          rule(
              "streams are encrypted and keep for a day at least",
              DataRules::streams,
              mutation(
                  "a stream in the clear",
                  t -> t.properties("CleanStream").remove("StreamEncryption")),
              mutation(
                  "a stream that forgets",
                  t -> t.properties("CleanStream").remove("RetentionPeriodHours"))),
          rule(
              "tables are paid by request, can be set back and are protected",
              DataRules::tables,
              mutation(
                  "a table paid by the hour",
                  t -> t.properties("RunTable").put("BillingMode", "PROVISIONED")),
              mutation(
                  "a table that can be deleted by mistake",
                  t -> t.properties("HostTable").remove("DeletionProtectionEnabled")),
              mutation(
                  "a table that cannot be set back",
                  t -> t.properties("MoviesTable").remove("PointInTimeRecoverySpecification"))),
          rule(
              "failures, runs and hosts expire, records do not",
              DataRules::expiry,
              mutation(
                  "by another attribute",
                  t -> t.at("ErrorTable", "/TimeToLiveSpecification").put("AttributeName", "ttl")),
              mutation(
                  "not enabled",
                  t -> t.at("RunTable", "/TimeToLiveSpecification").put("Enabled", false)),
              mutation(
                  "hosts that stay",
                  t -> t.properties("HostTable").remove("TimeToLiveSpecification")),
              mutation(
                  "records that expire",
                  t ->
                      t.properties("MoviesTable")
                          .set(
                              "TimeToLiveSpecification",
                              t.at("RunTable", "/TimeToLiveSpecification")))),
          rule(
              "buckets are encrypted and closed to the public",
              DataRules::buckets,
              mutation(
                  "a bucket in the clear",
                  t -> t.properties("DiscardedBucket").remove("BucketEncryption")),
              mutation(
                  "a bucket open by a policy",
                  t ->
                      t.at("DiscardedBucket", "/PublicAccessBlockConfiguration")
                          .put("RestrictPublicBuckets", false))),
          rule(
              "buckets refuse insecure transport",
              DataRules::transport,
              mutation(
                  "refused for nobody",
                  t ->
                      t.at("DiscardedBucketPolicy", "/PolicyDocument/Statement/0/Condition/Bool")
                          .put("aws:SecureTransport", true)),
              mutation(
                  "another bucket's policy",
                  t ->
                      t.at("DiscardedBucketPolicy", "/Bucket")
                          .put("Ref", "ServerlessDeploymentBucket"))),
          rule(
              "discarded batches expire",
              DataRules::discarded,
              mutation(
                  "kept for ever",
                  t ->
                      t.at("DiscardedBucket", "/LifecycleConfiguration/Rules/0")
                          .put("Status", "Disabled"))));

  private DataRules() {}

  private static void streams(Templates templates, Faults faults) {
    for (Resource stream : templates.of("AWS::Kinesis::Stream")) {
      faults.equal(
          stream.id() + " EncryptionType", "KMS", stream.at("/StreamEncryption/EncryptionType"));
      faults.between(
          stream.id() + " RetentionPeriodHours", 24, 168, stream.property("RetentionPeriodHours"));
    }
  }

  private static void tables(Templates templates, Faults faults) {
    for (Resource table : templates.of("AWS::DynamoDB::Table")) {
      faults.equal(table.id() + " BillingMode", "PAY_PER_REQUEST", table.property("BillingMode"));
      faults.equal(
          table.id() + " DeletionProtectionEnabled",
          "true",
          table.property("DeletionProtectionEnabled"));
      faults.equal(
          table.id() + " PointInTimeRecoveryEnabled",
          "true",
          table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled"));
    }
  }

  private static void expiry(Templates templates, Faults faults) {
    for (String table : List.of("ErrorTable", "RunTable", "HostTable")) {
      faults.equal(
          table + " TimeToLiveSpecification",
          "{\"AttributeName\":\"expires\",\"Enabled\":true}",
          templates.resource(table).property("TimeToLiveSpecification"));
    }
    faults.equal(
        "MoviesTable TimeToLiveSpecification",
        "none",
        templates.resource("MoviesTable").property("TimeToLiveSpecification"));
  }

  private static void buckets(Templates templates, Faults faults) {
    for (Resource bucket : templates.of("AWS::S3::Bucket")) {
      JsonNode encryption =
          bucket.at(
              "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault");
      faults.equal(bucket.id() + " SSEAlgorithm", "AES256", encryption.path("SSEAlgorithm"));
      Stream.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
          .forEach(each ->
              faults.equal(
                  bucket.id() + " " + each,
                  "true",
                  bucket.property("PublicAccessBlockConfiguration").path(each)));
    }
  }

  private static void transport(Templates templates, Faults faults) {
    // A list: each template has a deployment bucket, both of one logical id.
    List<String> refusing =
        templates.of("AWS::S3::BucketPolicy").stream()
            .filter(policy ->
                Expression.list(policy.at("/PolicyDocument/Statement"))
                    .anyMatch(DataRules::refusesInsecureTransport))
            .map(policy -> policy.at("/Bucket/Ref").asText())
            .sorted()
            .toList();
    List<String> buckets =
        templates.of("AWS::S3::Bucket").stream().map(Resource::id).sorted().toList();
    faults.expect(
        refusing.equals(buckets), "policies that deny insecure transport", "" + buckets, refusing);
  }

  private static boolean refusesInsecureTransport(JsonNode statement) {
    return statement.path("Effect").asText().equals("Deny")
        && statement.path("Principal").asText().equals("*")
        && statement.path("Action").asText().equals("s3:*")
        && statement.path("Resource").size() == 2
        && statement
            .path("Condition")
            .toString()
            .equals("{\"Bool\":{\"aws:SecureTransport\":false}}");
  }

  private static void discarded(Templates templates, Faults faults) {
    JsonNode rule = templates.resource("DiscardedBucket").at("/LifecycleConfiguration/Rules/0");
    faults.equal("DiscardedBucket Status", "Enabled", rule.path("Status"));
    faults.between("DiscardedBucket ExpirationInDays", 1, 365, rule.path("ExpirationInDays"));
  }
}
