package pagestream.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;

class ProblemTest {
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
    assertThat(Problem.unavailable("why"))
        .extracting(Problem::status, Problem::title)
        .containsExactly(503, "Service Unavailable");
  }
}
