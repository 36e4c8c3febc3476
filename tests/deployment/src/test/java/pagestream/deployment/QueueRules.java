package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/// How queues hold messages, and what becomes of those that a function fails at.
final class QueueRules {
  private static final int FOURTEEN_DAYS = 1_209_600;

  static final List<Rule> ALL =
      List.of(
          rule(
              "queues are encrypted",
              QueueRules::encrypted,
              mutation(
                  "a queue in the clear",
                  t -> t.properties("DiscardedDeadLetterQueue").put("SqsManagedSseEnabled", false)),
              mutation(
                  "tasks in the clear",
                  t -> t.properties("TaskQueue").remove("SqsManagedSseEnabled"))),
          rule(
              "queues keep messages as long as SQS can",
              QueueRules::retention,
              mutation(
                  "a queue that forgets after four days",
                  t -> t.properties("TaskQueue").remove("MessageRetentionPeriod"))),
          rule(
              "what a function fails at five times is set aside",
              QueueRules::redrive,
              mutation(
                  "tried for ever", t -> t.properties("DiscardedQueue").remove("RedrivePolicy")),
              mutation(
                  "set aside where it was",
                  t -> target(t, "DiscardedQueue").add("DiscardedQueue").add("Arn")),
              mutation(
                  "a task set aside where batches are",
                  t -> target(t, "TaskQueue").add("DiscardedDeadLetterQueue").add("Arn")),
              mutation(
                  "a task tried once",
                  t -> t.at("TaskQueue", "/RedrivePolicy").put("maxReceiveCount", 1)),
              mutation(
                  "a task set aside for ever, though a function reads it there",
                  t ->
                      t.properties("TaskDeadLetterQueue")
                          .putObject("RedrivePolicy")
                          .put("maxReceiveCount", 5))),
          rule(
              "the dead-letters function has time for six tries",
              QueueRules::tries,
              mutation(
                  "a batch visible too soon",
                  t -> t.properties("DiscardedQueue").put("VisibilityTimeout", 359)),
              mutation(
                  "a task visible too soon",
                  t -> t.properties("TaskDeadLetterQueue").put("VisibilityTimeout", 359)),
              mutation(
                  "a slower dead-letters function",
                  t -> t.properties("DeadDashlettersLambdaFunction").put("Timeout", 61))),
          rule(
              "a task is hidden while the scraper may be at work on it",
              QueueRules::hidden,
              mutation(
                  "visible too soon", t -> t.properties("TaskQueue").put("VisibilityTimeout", 28)),
              mutation(
                  "SQS's own time", t -> t.properties("TaskQueue").remove("VisibilityTimeout"))));

  private QueueRules() {}

  private static void encrypted(Templates templates, Faults faults) {
    for (Resource queue : templates.of("AWS::SQS::Queue")) {
      faults.equal(
          queue.id() + " SqsManagedSseEnabled", "true", queue.property("SqsManagedSseEnabled"));
    }
  }

  /// A message is as old in a dead-letter queue as it was in the queue before.
  private static void retention(Templates templates, Faults faults) {
    for (Resource queue : templates.of("AWS::SQS::Queue")) {
      faults.between(
          queue.id() + " MessageRetentionPeriod",
          FOURTEEN_DAYS,
          FOURTEEN_DAYS,
          queue.property("MessageRetentionPeriod"));
    }
  }

  private static void redrive(Templates templates, Faults faults) {
    redrive(templates.resource("DiscardedQueue"), "DiscardedDeadLetterQueue", faults);
    redrive(templates.resource("TaskQueue"), "TaskDeadLetterQueue", faults);
    for (String last : List.of("DiscardedDeadLetterQueue", "TaskDeadLetterQueue")) {
      faults.equal(
          last + " RedrivePolicy", "none", templates.resource(last).property("RedrivePolicy"));
    }
  }

  private static void redrive(Resource queue, String expected, Faults faults) {
    String target = Expression.text(queue.at("/RedrivePolicy/deadLetterTargetArn"));
    faults.expect(target.equals(expected), queue.id() + " RedrivePolicy", expected, target);
    faults.between(
        queue.id() + " maxReceiveCount", 5, 5, queue.at("/RedrivePolicy/maxReceiveCount"));
  }

  private static void tries(Templates templates, Faults faults) {
    int limit = timeout(templates, "DeadDashlettersLambdaFunction");
    visibility(templates.resource("DiscardedQueue"), 6 * limit, faults);
    visibility(templates.resource("TaskDeadLetterQueue"), 6 * limit, faults);
  }

  private static void hidden(Templates templates, Faults faults) {
    visibility(
        templates.resource("TaskQueue"), timeout(templates, "ScraperLambdaFunction"), faults);
  }

  private static int timeout(Templates templates, String function) {
    return templates.resource(function).property("Timeout").asInt();
  }

  private static void visibility(Resource queue, int least, Faults faults) {
    faults.between(
        queue.id() + " VisibilityTimeout", least, 43_200, queue.property("VisibilityTimeout"));
  }

  private static ArrayNode target(Templates templates, String queue) {
    return templates.at(queue, "/RedrivePolicy/deadLetterTargetArn").putArray("Fn::GetAtt");
  }
}
