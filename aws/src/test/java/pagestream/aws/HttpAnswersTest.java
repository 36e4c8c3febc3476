package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;

class HttpAnswersTest {

  @Test
  void anAnswerIsJsonInUtf8() {
    APIGatewayProxyResponseEvent answer =
        HttpAnswers.json(
            202,
            Json.MAPPER
                .createObjectNode()
                .put("title", "Jüri")
                .put("votes", new BigDecimal("1E+3")));

    assertThat(answer.getStatusCode()).isEqualTo(202);
    assertThat(answer.getHeaders())
        .isEqualTo(
            Map.of(
                "Content-Type", "application/json; charset=utf-8",
                "Access-Control-Allow-Origin", "*"));
    assertThat(answer.getBody()).isEqualTo("{\"title\":\"Jüri\",\"votes\":1000}");
    assertThat(answer.getIsBase64Encoded()).isNotEqualTo(true);
  }

  @Test
  void aPartOfAnAnswerIsAsLongAsInATextOfJson() {
    assertThat(HttpAnswers.size("a")).isEqualTo("\"\\\"a\\\"\"".length());
    assertThat(HttpAnswers.size("\"") - HttpAnswers.size("")).isEqualTo(4);
    assertThat(HttpAnswers.size("\u0000") - HttpAnswers.size("")).isEqualTo(7);
    assertThat(HttpAnswers.size("ü") - HttpAnswers.size("")).isEqualTo(2);
  }

  @Test
  void anErrorIsAProblem() {
    APIGatewayProxyResponseEvent answer =
        HttpAnswers.rejected(
            502,
            new Rejection(Reason.LAYOUT_CHANGED, "expected rows, found none"),
            Optional.of("01J-page"));

    assertThat(answer.getStatusCode()).isEqualTo(502);
    assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json");
    assertThat(answer.getBody())
        .isEqualTo(
            "{\"type\":\"urn:pagestream:reason:LAYOUT_CHANGED\","
                + "\"title\":\"The page does not look as the recipe says\",\"status\":502,"
                + "\"detail\":\"expected rows, found none\",\"error\":\"01J-page\"}");
  }

  @Test
  void aHeaderMoreLeavesTheOthers() {
    APIGatewayProxyResponseEvent answer =
        HttpAnswers.withHeader(
            HttpAnswers.json(202, Json.MAPPER.createObjectNode()), "Location", "/runs/01J");

    assertThat(answer.getHeaders())
        .containsEntry("Location", "/runs/01J")
        .containsKeys("Content-Type", "Access-Control-Allow-Origin");
  }
}
