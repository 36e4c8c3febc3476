package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Json;
import pagestream.pipeline.Reason;

class ProblemTest {

  @Test
  void aProblemOfAReasonNamesIt() throws Exception {
    assertThat(
            Problem.of(
                    502,
                    Reason.LAYOUT_CHANGED,
                    "expected rows, found none",
                    Optional.of("01J-page"))
                .json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"type": "urn:pagestream:reason:LAYOUT_CHANGED",
                 "title": "The page does not look as the recipe says",
                 "status": 502,
                 "detail": "expected rows, found none",
                 "error": "01J-page"}
                """));
  }

  @Test
  void aProblemOfItsStatusAloneHasNoError() throws Exception {
    assertThat(Problem.notFound("there is no run \"x\"").json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"type": "about:blank", "title": "Not Found", "status": 404,
                 "detail": "there is no run \\"x\\""}
                """));
  }

  @Test
  void statusAndTitleBelongTogether() {
    assertThat(Problem.badRequest("why"))
        .extracting(Problem::status, Problem::title)
        .containsExactly(400, "Bad Request");
    assertThat(Problem.unavailable())
        .extracting(Problem::status, Problem::title)
        .containsExactly(503, "Service Unavailable");
  }
}
