package pagestream.scraper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pagestream.encoding.Json;

/// How a run that was cancelled looks to whoever asked for that.
final class CancelView {
  private CancelView() {}

  /// @param base what stands before the API's paths
  static ObjectNode of(RunControl.Cancel.Done cancelled, String base) {
    String id = cancelled.run().head().run();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("run", id)
            .put("status", cancelled.run().status().label())
            .put("cancelledAt", cancelled.at().toString());
    json.putObject("links")
        .put("run", base + "/runs/" + id)
        .put("tasks", base + "/runs/" + id + "/tasks");
    return json;
  }
}
