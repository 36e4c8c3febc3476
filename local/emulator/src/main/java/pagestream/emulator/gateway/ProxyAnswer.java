package pagestream.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pagestream.encoding.Json;
import pagestream.http.Answer;

/// Reads what a function answered as an HTTP answer (API Gateway Developer Guide, "Output format of
/// a Lambda function for proxy integration").
final class ProxyAnswer {
  /// What the server sets itself; a function's own would contradict the bytes it sends.
  private static final Set<String> SERVERS_OWN =
      Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade");

  private ProxyAnswer() {}

  /// A function's answer that is none; the message is for the log, not for the client.
  static final class MalformedException extends Exception {
    MalformedException(String expected, String found) {
      super("the function's answer: expected " + expected + ", found " + found);
    }
  }

  static Answer read(byte[] payload) throws MalformedException {
    JsonNode tree = tree(payload);
    Map<String, List<String>> headers = headers(tree);
    headers.putIfAbsent("Content-Type", List.of("application/json"));
    return new Answer(status(tree), headers, List.of(body(tree)));
  }

  private static JsonNode tree(byte[] payload) throws MalformedException {
    try {
      JsonNode tree = Json.MAPPER.readTree(payload);
      if (tree.isObject()) {
        return tree;
      }
      throw new MalformedException("a JSON object", type(tree));
    } catch (IOException e) {
      throw new MalformedException("a JSON object", payload.length + " bytes that are no JSON");
    }
  }

  private static int status(JsonNode tree) throws MalformedException {
    JsonNode status = tree.path("statusCode");
    if (status.isInt() && status.intValue() >= 200 && status.intValue() <= 599) {
      return status.intValue();
    }
    throw new MalformedException(
        "an integer \"statusCode\" from 200 to 599",
        status.isNumber() ? status.toString() : type(status));
  }

  private static byte[] body(JsonNode tree) throws MalformedException {
    JsonNode body = tree.path("body");
    JsonNode base64 = tree.path("isBase64Encoded");
    if (!base64.isBoolean() && !isAbsent(base64)) {
      throw new MalformedException("a boolean \"isBase64Encoded\"", type(base64));
    }
    if (isAbsent(body)) {
      return new byte[0];
    }
    if (!body.isTextual()) {
      throw new MalformedException("a text \"body\"", type(body));
    }
    return base64.asBoolean() ? decoded(body) : body.textValue().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decoded(JsonNode body) throws MalformedException {
    try {
      return Base64.getDecoder().decode(body.textValue());
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a \"body\" in base64", "other text");
    }
  }

  /// Both kinds of headers in one list; a pair that stands in both is there once.
  private static Map<String, List<String>> headers(JsonNode tree) throws MalformedException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonNode> header : object(tree, "multiValueHeaders").properties()) {
      if (!header.getValue().isArray()) {
        throw new MalformedException(
            "a list of texts as \"multiValueHeaders\"", type(header.getValue()));
      }
      for (JsonNode value : header.getValue()) {
        add(headers, header.getKey(), value);
      }
    }
    for (Map.Entry<String, JsonNode> header : object(tree, "headers").properties()) {
      add(headers, header.getKey(), header.getValue());
    }
    return headers;
  }

  private static JsonNode object(JsonNode tree, String name) throws MalformedException {
    JsonNode node = tree.path(name);
    if (node.isObject()) {
      return node;
    }
    if (isAbsent(node)) {
      return Json.MAPPER.createObjectNode();
    }
    throw new MalformedException("an object \"" + name + "\"", type(node));
  }

  private static void add(Map<String, List<String>> headers, String name, JsonNode value)
      throws MalformedException {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      throw new MalformedException("header names that are tokens (RFC 9110)", "another");
    }
    if (!value.isTextual() || !value.textValue().matches("[\\t\\x20-\\x7e\\x80-\\xff]*")) {
      throw new MalformedException(
          "header \"" + name + "\" as a text of one line in ISO-8859-1", type(value));
    }
    if (SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    List<String> values = headers.computeIfAbsent(name, key -> new ArrayList<>());
    if (!values.contains(value.textValue())) {
      values.add(value.textValue());
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static String type(JsonNode node) {
    return node.isMissingNode() ? "none" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
