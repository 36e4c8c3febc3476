package pagestream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What an expression of CloudFormation stands for, in words: an export's or a resource's name.
final class Expression {
  private Expression() {}

  /// `Arn` of a resource is its logical id alone.
  static String text(JsonNode expression) {
    if (expression.has("Fn::ImportValue")) {
      return expression.path("Fn::ImportValue").asText();
    }
    if (expression.has("Fn::GetAtt")) {
      String attribute = expression.at("/Fn::GetAtt/1").asText();
      String id = expression.at("/Fn::GetAtt/0").asText();
      return attribute.equals("Arn") ? id : id + "." + attribute;
    }
    if (expression.has("Fn::Join")) {
      return list(expression.at("/Fn::Join/1"))
          .map(Expression::text)
          .collect(Collectors.joining(expression.at("/Fn::Join/0").asText()));
    }
    if (expression.has("Ref")) {
      return expression.path("Ref").asText();
    }
    return expression.isTextual() ? expression.asText() : expression.toString();
  }

  /// Of one or several.
  static List<String> texts(JsonNode expressions) {
    return list(expressions).map(Expression::text).toList();
  }

  /// An array's members, or the one that stands there without an array.
  static Stream<JsonNode> list(JsonNode node) {
    if (node.isMissingNode()) {
      return Stream.empty();
    }
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
  }
}
