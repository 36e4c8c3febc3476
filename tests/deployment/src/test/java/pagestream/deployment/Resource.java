package pagestream.deployment;

import com.fasterxml.jackson.databind.JsonNode;

/// A resource of a template, by its logical id.
record Resource(String id, JsonNode body) {
  String type() {
    return body.path("Type").asText();
  }

  /// What its properties have under a name.
  JsonNode property(String name) {
    return body.path("Properties").path(name);
  }

  JsonNode at(String pointer) {
    return body.path("Properties").at(pointer);
  }

  String text(String property) {
    return property(property).asText();
  }
}
