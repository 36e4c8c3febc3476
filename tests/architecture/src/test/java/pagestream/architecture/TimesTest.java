package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.aws.CallTime;
import pagestream.processor.ProcessorHandler;
import pagestream.scraper.ScraperHandler;
import pagestream.templates.Stack;
import pagestream.templates.Stack.FunctionSpec;
import pagestream.writer.WriterHandler;

/// The time-outs in `serverless.yml` leave room for what the functions need at most.
class TimesTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));

  private static Duration timeout(String function) {
    return Stack.read(PROJECT, Map.of("suffix", "x", "url", "https://example.org/"))
        .functions()
        .stream()
        .filter(spec -> spec.key().equals(function))
        .map(FunctionSpec::timeout)
        .findFirst()
        .orElseThrow();
  }

  /// The first batch of an invocation begins, and so does another while half of the time is left.
  @Test
  void aConsumerHasTimeForTwoBatchesThatTakeAsLongAsTheyCan() {
    assertThat(timeout("processor"))
        .isGreaterThanOrEqualTo(twice(ProcessorHandler.LONGEST_BATCH).plus(CallTime.RESERVE));
    assertThat(timeout("writer"))
        .isGreaterThanOrEqualTo(twice(WriterHandler.LONGEST_BATCH).plus(CallTime.RESERVE));
  }

  @Test
  void theScraperHasTwoThirdsOfItsTimeForThePageAndMostOfThatForFetchingIt() {
    Duration page = timeout("scraper").minus(ScraperHandler.RESERVE);

    assertThat(page).isGreaterThanOrEqualTo(ScraperHandler.RESERVE.multipliedBy(2));
    assertThat(page).isGreaterThan(ScraperHandler.READING_AND_PUBLISHING.multipliedBy(2));
    assertThat(ScraperHandler.RESERVE).isGreaterThan(CallTime.RESERVE);
  }

  private static Duration twice(Duration time) {
    return time.multipliedBy(2);
  }
}
