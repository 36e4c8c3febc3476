package pagestream.emulator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.http.Query;

class ProxyEventTest {
  private static final byte[] NONE = {};

  private static GatewayRequest request(String path, String query) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Accept", List.of("text/html", "application/json"));
    headers.put("Content-Type", List.of("application/json"));
    headers.put("Host", List.of("127.0.0.1:8080"));
    headers.put("User-Agent", List.of("curl/8.5.0"));
    return new GatewayRequest(
        "deef4878-7910-11e6-8f14-25afc3e9ae33",
        Instant.parse("2026-02-20T22:48:57.665Z"),
        "POST",
        path,
        Query.parse(query),
        headers,
        "127.0.0.1",
        "HTTP/1.1");
  }

  private static byte[] event(byte[] body) {
    return ProxyEvent.bytes(
        request("/movies/J%C3%BCri%2F1", "name=me&name=you&title=J%C3%BCri+Rumm"),
        "/movies/{id}",
        Map.of("id", "J%C3%BCri%2F1"),
        body);
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = ProxyEventTest.class.getResourceAsStream("proxy-event.json")) {
      return Json.MAPPER.readTree(Objects.requireNonNull(in, "proxy-event.json"));
    }
  }

  private static APIGatewayProxyRequestEvent readByAws(byte[] event) {
    return LambdaEventSerializers.serializerFor(
            APIGatewayProxyRequestEvent.class, ProxyEventTest.class.getClassLoader())
        .fromJson(new ByteArrayInputStream(event));
  }

  @Test
  void hasTheDocumentedForm() throws IOException {
    assertThat(Json.MAPPER.readTree(event("{\"a\": 1}".getBytes(UTF_8))).toPrettyString())
        .isEqualTo(golden().toPrettyString());
  }

  /// The names of the sample in API Gateway's Developer Guide.
  @Test
  void lacksNoNameOfTheDocumentedSample() throws IOException {
    JsonNode event = Json.MAPPER.readTree(event(NONE));

    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "resource",
            "path",
            "httpMethod",
            "headers",
            "multiValueHeaders",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables",
            "requestContext",
            "body",
            "isBase64Encoded");
    assertThat(event.path("requestContext").fieldNames())
        .toIterable()
        .contains(
            "requestTime",
            "path",
            "accountId",
            "protocol",
            "resourceId",
            "stage",
            "requestTimeEpoch",
            "requestId",
            "identity",
            "resourcePath",
            "httpMethod",
            "apiId");
    assertThat(event.path("requestContext").path("identity").fieldNames())
        .toIterable()
        .contains(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "apiKey",
            "sourceIp",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "userAgent",
            "user");
  }

  @Test
  void isReadByAwssOwnCode() {
    APIGatewayProxyRequestEvent event = readByAws(event("{\"a\": 1}".getBytes(UTF_8)));

    assertThat(event.getResource()).isEqualTo("/movies/{id}");
    assertThat(event.getPath()).isEqualTo("/movies/J%C3%BCri%2F1");
    assertThat(event.getHttpMethod()).isEqualTo("POST");
    assertThat(event.getPathParameters()).isEqualTo(Map.of("id", "J%C3%BCri%2F1"));
    assertThat(event.getQueryStringParameters())
        .isEqualTo(Map.of("name", "you", "title", "Jüri Rumm"));
    assertThat(event.getMultiValueQueryStringParameters())
        .containsEntry("name", List.of("me", "you"));
    assertThat(event.getHeaders()).containsEntry("Accept", "application/json");
    assertThat(event.getMultiValueHeaders())
        .containsEntry("Accept", List.of("text/html", "application/json"));
    assertThat(event.getStageVariables()).isNull();
    assertThat(event.getRequestContext().getStage()).isEqualTo("local");
    assertThat(event.getRequestContext().getResourcePath()).isEqualTo("/movies/{id}");
    assertThat(event.getRequestContext().getRequestTimeEpoch()).isEqualTo(1771627737665L);
    assertThat(event.getRequestContext().getIdentity().getSourceIp()).isEqualTo("127.0.0.1");
    assertThat(event.getRequestContext().getIdentity().getUserAgent()).isEqualTo("curl/8.5.0");
    assertThat(event.getBody()).isEqualTo("{\"a\": 1}");
    assertThat(event.getIsBase64Encoded()).isFalse();
  }

  @Test
  void whatIsNoUtf8TravelsInBase64() {
    byte[] body = {(byte) 0x1f, (byte) 0x8b, 0, (byte) 0xff};

    APIGatewayProxyRequestEvent event = readByAws(event(body));

    assertThat(event.getIsBase64Encoded()).isTrue();
    assertThat(Base64.getDecoder().decode(event.getBody())).isEqualTo(body);
  }

  @Test
  void whatIsAbsentIsNull() {
    APIGatewayProxyRequestEvent event =
        readByAws(ProxyEvent.bytes(request("/movies", ""), "/movies", Map.of(), NONE));

    assertThat(event.getBody()).isNull();
    assertThat(event.getPathParameters()).isNull();
    assertThat(event.getQueryStringParameters()).isNull();
    assertThat(event.getMultiValueQueryStringParameters()).isNull();
  }
}
