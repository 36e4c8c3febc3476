package pagestream.emulator.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pagestream.emulator.lambda.Account;
import pagestream.encoding.Json;

/// Writes a request as the event of a Lambda proxy integration of a REST API, payload format 1.0
/// (API Gateway Developer Guide, "Input format of a Lambda function for proxy integration").
final class ProxyEvent {
  static final String STAGE = "local";

  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> UNKNOWN_HERE =
      List.of(
          "accessKey",
          "accountId",
          "apiKey",
          "apiKeyId",
          "caller",
          "cognitoAuthenticationProvider",
          "cognitoAuthenticationType",
          "cognitoIdentityId",
          "cognitoIdentityPoolId",
          "principalOrgId",
          "user",
          "userArn");

  private ProxyEvent() {}

  static byte[] bytes(
      GatewayRequest request, String resource, Map<String, String> parameters, byte[] body) {
    ObjectNode event =
        Json.MAPPER
            .createObjectNode()
            .put("resource", resource)
            .put("path", request.path())
            .put("httpMethod", request.method())
            .putPOJO("headers", last(request.headers()))
            .putPOJO("multiValueHeaders", request.headers());
    putOrNull(event, "queryStringParameters", last(request.query().values()));
    putOrNull(event, "multiValueQueryStringParameters", request.query().values());
    putOrNull(event, "pathParameters", parameters);
    event.putNull("stageVariables").set("requestContext", context(request, resource));
    putBody(event, body);
    try {
      return Json.MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode context(GatewayRequest request, String resource) {
    String host = request.header("Host", "localhost").replaceFirst(":\\d*$", "");
    ObjectNode context =
        Json.MAPPER
            .createObjectNode()
            .put("accountId", Account.ID)
            .put("apiId", STAGE)
            .put("domainName", host)
            .put("domainPrefix", host.replaceFirst("\\..*", ""))
            .put("extendedRequestId", request.id())
            .put("httpMethod", request.method());
    context.set("identity", identity(request));
    return context
        .put("path", request.path())
        .put("protocol", request.protocol())
        .put("requestId", request.id())
        .put("requestTime", REQUEST_TIME.format(request.time()))
        .put("requestTimeEpoch", request.time().toEpochMilli())
        .put("resourceId", Integer.toUnsignedString(resource.hashCode(), 36))
        .put("resourcePath", resource)
        .put("stage", STAGE);
  }

  private static ObjectNode identity(GatewayRequest request) {
    ObjectNode identity = Json.MAPPER.createObjectNode();
    UNKNOWN_HERE.forEach(identity::putNull);
    return identity
        .put("sourceIp", request.sourceIp())
        .put("userAgent", request.header("User-Agent", ""));
  }

  private static void putBody(ObjectNode event, byte[] body) {
    if (body.length == 0) {
      event.putNull("body").put("isBase64Encoded", false);
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      event.put("body", text).put("isBase64Encoded", false);
    } catch (CharacterCodingException e) {
      event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    }
  }

  private static void putOrNull(ObjectNode event, String name, Map<String, ?> values) {
    if (values.isEmpty()) {
      event.putNull(name);
    } else {
      event.putPOJO(name, values);
    }
  }

  private static Map<String, String> last(Map<String, List<String>> values) {
    Map<String, String> last = new LinkedHashMap<>();
    values.forEach((name, all) -> last.put(name, all.getLast()));
    return last;
  }
}
