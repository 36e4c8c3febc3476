package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.http.Answer;
import pagestream.http.Request;

class ValidatorsTest {
  private static final Answer PAGE = DemoHtml.answer("<p>a page");
  private static final Validators VALIDATORS = Validators.of(PAGE, LocalDate.of(2026, 3, 1));

  private static int status(Map<String, List<String>> headers) {
    Request request =
        new Request("GET", "/", "", headers, _ -> new byte[0], "127.0.0.1", 1, "HTTP/1.1");
    return VALIDATORS.answer(request, PAGE).status();
  }

  @Test
  void aPagesTagFollowsItsContent() {
    assertThat(Validators.of(DemoHtml.answer("<p>a page"), LocalDate.EPOCH).etag())
        .isEqualTo(VALIDATORS.etag())
        .matches("\"[0-9a-f]{24}\"");
    assertThat(Validators.of(DemoHtml.answer("<p>another page"), LocalDate.EPOCH).etag())
        .isNotEqualTo(VALIDATORS.etag());
  }

  @Test
  void aTagMayBeWeakOrOneOfSeveralOrAny() {
    String tag = VALIDATORS.etag();

    assertThat(List.of(tag, "W/" + tag, "\"x\", " + tag, "*"))
        .allSatisfy(
            known -> assertThat(status(Map.of("If-None-Match", List.of(known)))).isEqualTo(304));
    assertThat(status(Map.of("If-None-Match", List.of("\"x\"", tag)))).isEqualTo(304);
    assertThat(status(Map.of("If-None-Match", List.of("\"x\"")))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 01 Mar 2026 00:00:00 GMT | 304",
        "Mon, 02 Mar 2026 00:00:00 GMT | 304",
        "Sat, 28 Feb 2026 23:59:59 GMT | 200",
        "yesterday | 200"
      })
  void aDateCountsUnlessThePageIsNewer(String since, int status) {
    assertThat(status(Map.of("If-Modified-Since", List.of(since)))).isEqualTo(status);
  }

  @Test
  void aTagStandsBeforeADate() {
    assertThat(
            status(
                Map.of(
                    "If-None-Match", List.of("\"x\""),
                    "If-Modified-Since", List.of("Mon, 02 Mar 2026 00:00:00 GMT"))))
        .isEqualTo(200);
  }
}
