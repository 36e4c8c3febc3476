package pagestream.scraper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pagestream.encoding.Json;
import pagestream.pipeline.Runs;

/// How a run that was cancelled looks to whoever asked for that.
final class CancelView {
  private CancelView() {}

  /// @param base what stands before the API's paths
  static ObjectNode of(String run, Runs.Cancel.Done cancelled, String base) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("run", run)
            .put("cancelledAt", cancelled.at().toString());
    json.putObject("links")
        .put("run", base + "/runs/" + run)
        .put("tasks", base + "/runs/" + run + "/tasks");
    return json;
  }
}
