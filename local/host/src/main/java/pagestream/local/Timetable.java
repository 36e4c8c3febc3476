package pagestream.local;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import pagestream.catalog.Schedule;

/// The times that a schedule stands for.
@FunctionalInterface
interface Timetable {
  /// The first time after another; empty where there is none.
  Optional<Instant> after(Instant time);

  /// Those of a schedule, in UTC.
  ///
  /// @param start when a rate has its first time, as in EventBridge Scheduler
  static Timetable of(Schedule schedule, Instant start) {
    return switch (schedule) {
      case Schedule.Rate rate -> time -> Optional.of(after(time, start, rate.every()));
      case Schedule.Cron cron -> of(cron);
    };
  }

  /// Like [Schedule#of], and refuses also the fields of a cron expression that have no meaning.
  static Schedule schedule(String text) {
    Schedule schedule = Schedule.of(text);
    of(schedule, Instant.EPOCH);
    return schedule;
  }

  private static Instant after(Instant time, Instant start, Duration every) {
    return time.isBefore(start)
        ? start
        : start.plus(every.multipliedBy(Duration.between(start, time).dividedBy(every) + 1));
  }

  /// EventBridge's six fields are those of Quartz without its seconds.
  private static Timetable of(Schedule.Cron cron) {
    CronParser parser =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
    try {
      ExecutionTime times = ExecutionTime.forCron(parser.parse("0 " + cron.fields()));
      return time -> times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected the fields of a cron expression, found \"%s\": %s"
              .formatted(cron.fields(), e.getMessage()),
          e);
    }
  }
}
