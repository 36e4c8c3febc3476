package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesIT {
  /// Prints within how many minutes a scrape begins, how many hours the alarm waits, and what their
  /// maker says.
  private static final String HOURS =
      """
      cd "$folder"
      node -e '
        const told = { "env:suffix": "a", "self:functions.scraper.name": "scraper-a" };
        require(process.env.schedules)({ resolveVariable: async (name) => told[name] ?? process.env.schedule })
          .then(({ Resources }) => {
            const { MaximumWindowInMinutes, Mode } = Resources.ScrapeDefaultSchedule.Properties.FlexibleTimeWindow;
            console.log(MaximumWindowInMinutes ?? Mode);
            console.log(Resources.ScrapeMissing?.Properties.EvaluationPeriods);
          });
      '
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate(1 minute)                | 1
          rate(31 minutes)              | 2
          rate(6 hours)                 | 12
          rate(3 days)                  | 144
          rate(4 days)                  | undefined
          cron(0 6 * * ? *)             | 49
          cron(0/15 8-17 ? * MON-FRI *) | 97
          cron(0 6 ? * 2-6 *)           | 97
          cron(0 6 1 * ? *)             | undefined
          cron(0 6 * * ? 2027)          | undefined
          cron(0 6 ? * MON-FRI 2026/2)  | undefined
          """)
  void aScrapeIsMissedAfterTwiceItsInterval(String schedule, String hours) throws IOException {
    Command.Result result = made(schedule);

    assertThat(result.output().lines().toList()).last().isEqualTo(hours);
    assertThat(result.output().contains("note: no alarm")).isEqualTo(hours.equals("undefined"));
  }

  /// So that the stacks of a course do not all call one site at once.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate(1 minute)       | OFF
          rate(5 minutes)      | 1
          rate(1 hour)         | 15
          rate(4 days)         | 15
          cron(0 6 * * ? *)    | 15
          cron(0/15 8 * * ? *) | OFF
          cron(0,5 8 * * ? *)  | OFF
          cron(* 8 * * ? *)    | OFF
          """)
  void aScrapeBeginsWithinAWindow(String schedule, String minutes) throws IOException {
    assertThat(made(schedule).output().lines()).contains(minutes);
  }

  private Command.Result made(String schedule) throws IOException {
    Files.createDirectory(folder.resolve("sources"));
    Map<String, String> environment =
        Map.of(
            "folder", folder.toString(),
            "schedules", Command.PROJECT.resolve("serverless/schedules.cjs").toString(),
            "schedule", schedule);

    Command.Result result =
        new Command(environment, "bash", "-euc", HOURS).run(Duration.ofSeconds(30));

    assertThat(result.exit()).as(result.output()).isZero();
    return result;
  }
}
