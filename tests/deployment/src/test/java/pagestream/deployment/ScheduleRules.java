package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What the clock starts, and what is told where it does not.
final class ScheduleRules {
  /// How Lambda treats calls that nobody waits for.
  private static final String RETRIES = "ScraperLambdaEvConf";

  static final List<Rule> ALL =
      List.of(
          rule(
              "a scrape is missed where one is scheduled and expected",
              ScheduleRules::missed,
              mutation("always", t -> t.body("ScrapeMissing").remove("Condition")),
              mutation(
                  "where nothing is expected",
                  t -> t.body("ScrapeMissing").put("Condition", "HasNoSuch")),
              mutation(
                  "too early", t -> t.properties("ScrapeMissing").put("EvaluationPeriods", "1")),
              mutation(
                  "not when nothing is heard",
                  t -> t.properties("ScrapeMissing").put("TreatMissingData", "missing"))),
          rule(
              "the clock scrapes where a schedule is set",
              ScheduleRules::scheduled,
              mutation("always", t -> t.body("ScrapeSchedule").remove("Condition")),
              mutation("a role for nothing", t -> t.body("ScheduleRole").remove("Condition")),
              mutation(
                  "a forged request",
                  t ->
                      t.at("ScrapeSchedule", "/Target")
                          .put("Input", "{\"resource\":\"/scrap_movies\"}")),
              mutation(
                  "at another time",
                  t -> t.properties("ScrapeSchedule").put("ScheduleExpression", "rate(1 minute)")),
              mutation(
                  "another function",
                  t ->
                      t.at("ScrapeSchedule", "/Target/Arn")
                          .putArray("Fn::GetAtt")
                          .add("WriterLambdaFunction")
                          .add("Arn"))),
          rule(
              "a scheduled scrape that fails is tried again, for a while",
              ScheduleRules::retried,
              mutation("once", t -> retries(t).put("MaximumRetryAttempts", 0)),
              mutation("for hours", t -> retries(t).remove("MaximumEventAgeInSeconds"))));

  private ScheduleRules() {}

  private static void missed(Templates templates, Faults faults) {
    Resource alarm = templates.resource("ScrapeMissing");
    stands(alarm, templates, faults);
    // Twice the hour of the one schedule that is packaged.
    faults.equal(
        alarm.id() + " hours",
        templates.settings().containsKey("schedule") ? "2" : "1",
        alarm.property("EvaluationPeriods"));
    faults.equal(alarm.id() + " Period", "3600", alarm.property("Period"));
    faults.equal(
        alarm.id() + " ComparisonOperator",
        "LessThanThreshold",
        alarm.property("ComparisonOperator"));
    faults.equal(alarm.id() + " Threshold", "1", alarm.property("Threshold"));
    faults.equal(alarm.id() + " TreatMissingData", "breaching", alarm.property("TreatMissingData"));
  }

  private static void scheduled(Templates templates, Faults faults) {
    Resource schedule = templates.resource("ScrapeSchedule");
    stands(schedule, templates, faults);
    stands(templates.resource("ScheduleRole"), templates, faults);
    faults.equal(
        schedule.id() + " ScheduleExpression",
        templates.setting("schedule", "rate(1 day)"),
        schedule.property("ScheduleExpression"));
    faults.equal(
        schedule.id() + " Arn",
        "{\"Fn::GetAtt\":[\"ScraperLambdaFunction\",\"Arn\"]}",
        schedule.at("/Target/Arn"));
    faults.equal(
        schedule.id() + " Input", "{\"source\":\"default\"}", schedule.at("/Target/Input"));
    faults.equal(
        schedule.id() + " RoleArn",
        "{\"Fn::GetAtt\":[\"ScheduleRole\",\"Arn\"]}",
        schedule.at("/Target/RoleArn"));
  }

  private static void retried(Templates templates, Faults faults) {
    Resource retries = templates.resource(RETRIES);
    faults.equal(RETRIES + " MaximumRetryAttempts", "2", retries.property("MaximumRetryAttempts"));
    faults.between(
        RETRIES + " MaximumEventAgeInSeconds",
        60,
        900,
        retries.property("MaximumEventAgeInSeconds"));
  }

  private static ObjectNode retries(Templates templates) {
    return templates.properties(RETRIES);
  }

  private static void stands(Resource resource, Templates templates, Faults faults) {
    boolean set = templates.settings().containsKey("schedule");
    faults.expect(
        templates.stands(resource) == set,
        resource.id() + " where schedule" + (set ? " is set" : " is unset"),
        set ? "such a resource" : "none",
        set ? "none" : "one");
  }
}
