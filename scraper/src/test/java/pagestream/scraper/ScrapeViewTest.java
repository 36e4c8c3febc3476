package pagestream.scraper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.memory.PortSamples;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;

class ScrapeViewTest {
  private static final Origin ORIGIN = PortSamples.origin(1);

  @Test
  void whatIsNotFollowedIsShownByReason() throws JsonProcessingException {
    ScrapeResult.Scraped scraped =
        new ScrapeResult.Scraped(
            ORIGIN, 0, 0, 0, 0, 0, 100, Map.of(NotFollowed.HOST, 3, NotFollowed.PAGES, 200));

    assertThat(ScrapeView.of(scraped, "/prod", "/movies"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"run": "%1$s", "source": "a-source", "recipe": "movies",
                 "url": "https://example.org/movies", "pages": 0,
                 "found": 0, "published": 0, "unchanged": 0, "failed": 0, "follows": 100,
                 "notFollowed": {"pages": 200, "host": 3},
                 "links": {"run": "/prod/runs/%1$s", "records": "/prod/movies",
                           "errors": "/prod/errors?run=%1$s"}}
                """
                    .formatted(ORIGIN.run())));
  }
}
