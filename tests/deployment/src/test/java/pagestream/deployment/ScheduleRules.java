package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What the clock starts, and what is told where it does not.
final class ScheduleRules {
  /// How Lambda treats calls that nobody waits for.
  private static final String RETRIES = "ScraperLambdaEvConf";

  static final String SCHEDULE = "AWS::Scheduler::Schedule";

  static final String CHECK = "AWS::Events::Rule";

  static final String ALARM = "ScrapeMissing";

  static final List<Rule> ALL =
      List.of(
          rule(
              "a scrape is missed where one is scheduled",
              ScheduleRules::missed,
              mutation("nobody is told", t -> t.remove(ALARM)).alsoBreaking(AlarmRules.WATCHED),
              mutation("too early", t -> alarm(t, body -> body.put("EvaluationPeriods", "1"))),
              mutation(
                  "not when nothing is heard",
                  t -> alarm(t, body -> body.put("TreatMissingData", "missing")))),
          rule(
              "the clock scrapes each source that has a schedule",
              ScheduleRules::scheduled,
              mutation("a source is forgotten", t -> t.remove("ScrapeShopSchedule")),
              mutation(
                  "a forged request",
                  t -> each(t, target -> target.put("Input", "{\"resource\":\"/scrap_movies\"}"))),
              mutation(
                  "an event that does not say for which time it comes",
                  t ->
                      each(
                          t,
                          target ->
                              target.put(
                                  "Input",
                                  target
                                      .path("Input")
                                      .asText()
                                      .replaceFirst(",\"scheduledAt.*\"", "")))),
              mutation("another's role", t -> each(t, target -> target.put("RoleArn", "other"))),
              mutation(
                  "another function",
                  t ->
                      each(
                          t,
                          target ->
                              target
                                  .putObject("Arn")
                                  .putArray("Fn::GetAtt")
                                  .add("WriterLambdaFunction")
                                  .add("Arn"))),
              mutation(
                  "at another time",
                  t ->
                      schedules(t)
                          .forEach(body -> body.put("ScheduleExpression", "rate(1 minute)"))),
              mutation(
                  "in the group of all users",
                  t -> schedules(t).forEach(body -> body.remove("GroupName")))),
          rule(
              "the clock has the runs checked that still go on",
              ScheduleRules::checked,
              mutation("never", t -> check(t).put("State", "DISABLED")),
              mutation("once a week", t -> check(t).put("ScheduleExpression", "rate(7 days)")),
              mutation(
                  "as a request",
                  t ->
                      ((ObjectNode) check(t).at("/Targets/0"))
                          .put("Input", "{\"httpMethod\":\"GET\"}"))),
          rule(
              "a scheduled scrape that fails is tried again, for a while",
              ScheduleRules::retried,
              mutation("once", t -> retries(t).put("MaximumRetryAttempts", 0)),
              mutation("for hours", t -> retries(t).remove("MaximumEventAgeInSeconds"))));

  private ScheduleRules() {}

  /// The schedules that there should be, by source.
  private static Map<String, String> expected(Templates templates) {
    var expected = new TreeMap<>(templates.schedules());
    expected.put("default", templates.setting("schedule", ""));
    expected.values().removeIf(String::isEmpty);
    return expected;
  }

  private static void missed(Templates templates, Faults faults) {
    boolean isExpected = !expected(templates).isEmpty();
    List<Resource> alarms =
        templates.all().filter(resource -> resource.id().equals(ALARM)).toList();
    faults.expect(alarms.isEmpty() != isExpected, ALARM, isExpected ? "an alarm" : "none", alarms);
    for (Resource alarm : alarms) {
      // Twice the hour of the most frequent schedule that is packaged.
      faults.equal(ALARM + " hours", "2", alarm.property("EvaluationPeriods"));
      faults.equal(ALARM + " Period", "3600", alarm.property("Period"));
      faults.equal(
          ALARM + " ComparisonOperator", "LessThanThreshold", alarm.property("ComparisonOperator"));
      faults.equal(ALARM + " Threshold", "1", alarm.property("Threshold"));
      faults.equal(ALARM + " TreatMissingData", "breaching", alarm.property("TreatMissingData"));
    }
  }

  private static void scheduled(Templates templates, Faults faults) {
    Map<String, String> expected = expected(templates);
    List<Resource> schedules = templates.of(SCHEDULE);
    faults.same(
        "schedules", expected.keySet(), schedules.stream().map(each -> each.text("Name")).toList());
    for (Resource schedule : schedules) {
      String source = schedule.text("Name");
      faults.equal(
          schedule.id() + " ScheduleExpression",
          expected.getOrDefault(source, "none"),
          schedule.property("ScheduleExpression"));
      faults.equal(
          schedule.id() + " GroupName",
          "{\"Ref\":\"ScheduleGroup\"}",
          schedule.property("GroupName"));
      faults.equal(
          schedule.id() + " Arn",
          "{\"Fn::GetAtt\":[\"ScraperLambdaFunction\",\"Arn\"]}",
          schedule.at("/Target/Arn"));
      faults.equal(
          schedule.id() + " Input",
          "{\"source\":\"%s\",\"scheduledAt\":\"<aws.scheduler.scheduled-time>\"}"
              .formatted(source),
          schedule.at("/Target/Input"));
      faults.equal(
          schedule.id() + " RoleArn",
          "{\"Fn::GetAtt\":[\"ScheduleRole\",\"Arn\"]}",
          schedule.at("/Target/RoleArn"));
    }
  }

  private static void checked(Templates templates, Faults faults) {
    JsonNode check = check(templates);
    faults.equal("check State", "ENABLED", check.path("State"));
    faults.equal("check ScheduleExpression", "rate(15 minutes)", check.path("ScheduleExpression"));
    faults.equal(
        "check Target",
        "{\"Fn::GetAtt\":[\"QueryDashapiLambdaFunction\",\"Arn\"]}",
        check.at("/Targets/0/Arn"));
    faults.equal("check Input", "{\"check\":\"runs\"}", check.at("/Targets/0/Input"));
  }

  private static ObjectNode check(Templates templates) {
    return templates.properties(templates.of(CHECK).getFirst().id());
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

  private static void alarm(Templates templates, Consumer<ObjectNode> change) {
    if (!expected(templates).isEmpty()) {
      change.accept(templates.properties(ALARM));
    }
  }

  private static List<ObjectNode> schedules(Templates templates) {
    return templates.of(SCHEDULE).stream().map(each -> templates.properties(each.id())).toList();
  }

  /// Changes the target of each schedule.
  private static void each(Templates templates, Consumer<ObjectNode> change) {
    schedules(templates).forEach(body -> change.accept((ObjectNode) body.path("Target")));
  }
}
