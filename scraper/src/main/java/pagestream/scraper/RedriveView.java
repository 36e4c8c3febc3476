package pagestream.scraper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pagestream.encoding.Json;
import pagestream.pipeline.RunKind;

/// How a redrive looks to whoever asked for it.
final class RedriveView {
  private RedriveView() {}

  /// @param base what stands before the API's paths
  static ObjectNode of(Redrives.Result.Begun begun, String base) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("run", begun.run())
            .put("kind", RunKind.REDRIVE.label())
            .put("failures", begun.failures());
    json.putObject("links")
        .put("run", base + "/runs/" + begun.run())
        .put("redriven", base + "/errors?redrive=" + begun.run())
        .put("errors", base + "/errors?run=" + begun.run());
    return json;
  }

  /// Of a dry run.
  static ObjectNode of(FailureCount count) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("failures", count.failures())
            .put("rows", count.rows())
            .put("more", count.isPartial());
    json.putPOJO("recipes", count.recipes());
    json.putPOJO("stages", count.stages());
    json.putPOJO("reasons", count.reasons());
    return json;
  }
}
