package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiBaseTest {
  @ParameterizedTest
  @CsvSource({
    "/runs, /prod/runs, /prod",
    "/runs, /runs, ''",
    "/runs/a%20b, /v1/films/runs/a%20b, /v1/films",
    "/runs, /elsewhere, ''"
  })
  void isWhatStandsBeforeThePath(String own, String whole, String base) {
    assertThat(ApiBase.of(request(own, whole))).isEqualTo(base);
  }

  @Test
  void isNothingWhereTheEventDoesNotTell() {
    assertThat(ApiBase.of(new APIGatewayProxyRequestEvent().withPath("/runs"))).isEmpty();
    assertThat(ApiBase.of(request(null, "/prod/runs"))).isEmpty();
    assertThat(ApiBase.of(request("/runs", null))).isEmpty();
  }

  private static APIGatewayProxyRequestEvent request(String own, String whole) {
    var context = new APIGatewayProxyRequestEvent.ProxyRequestContext();
    context.setPath(whole);
    return new APIGatewayProxyRequestEvent().withPath(own).withRequestContext(context);
  }
}
