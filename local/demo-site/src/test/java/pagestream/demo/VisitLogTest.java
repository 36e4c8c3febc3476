package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.http.Answer;
import pagestream.http.Request;

class VisitLogTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final VisitLog log = new VisitLog(Clock.fixed(NOON, ZoneOffset.UTC));

  private static Request request(String path, String query) {
    Map<String, List<String>> headers = Map.of("User-Agent", List.of("a visitor"));
    return new Request(
        "GET", path, query, headers, most -> new byte[0], "127.0.0.1", 1, "HTTP/1.1");
  }

  private void visit(String path) throws IOException {
    log.answer(request(path, ""), asked -> Answer.text(200, asked.path()));
  }

  @Test
  void remembersWhoAskedWhatAndWhatWasAnswered() throws IOException {
    log.answer(request("/shop/", "books=3"), _ -> Answer.text(429, "later"));

    assertThat(log.visits())
        .containsExactly(new Visit(NOON, NOON, "/shop/?books=3", 429, "a visitor", 1));
  }

  @Test
  void countsTheRequestsThatAreUnderWay() throws IOException {
    log.answer(
        request("/slow", ""),
        asked -> {
          visit("/quick");
          return Answer.text(200, asked.path());
        });
    visit("/after");

    assertThat(log.visits().stream().map(visit -> visit.target() + " " + visit.open()))
        .containsExactly("/quick 2", "/slow 1", "/after 1");
  }

  @Test
  void aRequestThatFailsIsNoLongerUnderWay() throws IOException {
    assertThatIOException()
        .isThrownBy(() ->
            log.answer(
                request("/", ""),
                _ -> {
                  throw new IOException("stopping");
                }));
    visit("/after");

    assertThat(log.visits()).extracting(Visit::open).containsExactly(1);
  }

  @Test
  void forgetsTheOldestRequests() throws IOException {
    for (int i = 0; i <= VisitLog.MOST; i++) {
      visit("/" + i);
    }

    assertThat(log.visits()).hasSize(VisitLog.MOST);
    assertThat(log.visits().getFirst().target()).isEqualTo("/1");
  }

  @Test
  void itsReaderIsNotInIt() throws IOException {
    visit("/page");
    Answer answer = log.answer(request("/log.json", ""), _ -> log.answer());
    JsonNode items = Json.MAPPER.readTree(answer.body().getFirst());

    assertThat(items).hasSize(1);
    assertThat(items.get(0).toString())
        .isEqualTo(
            "{\"arrived\":\"2026-11-21T12:00:00Z\",\"answered\":\"2026-11-21T12:00:00Z\","
                + "\"target\":\"/page\",\"status\":200,\"userAgent\":\"a visitor\",\"open\":1}");
  }
}
