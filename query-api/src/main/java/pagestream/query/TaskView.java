package pagestream.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import pagestream.encoding.Json;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.RunTask;

/// How a task of a run looks to the outside.
final class TaskView {
  private TaskView() {}

  /// @param base what stands before the API's paths
  static ObjectNode of(RunTask task, String base) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("task", task.task().id())
            .put("url", task.task().url())
            .put("state", task.state().label());
    task.end()
        .ifPresentOrElse(
            end -> ended(end, json, base),
            () ->
                json.put("notBefore", task.task().notBefore().map(Instant::toString).orElse(null)));
    return json;
  }

  private static void ended(EndedTask end, ObjectNode json, String base) {
    json.put("endedAt", end.at().toString())
        .put("page", end.origin().page())
        .put("fetchMillis", end.fetchMillis())
        .put("found", end.found())
        .put("unchanged", end.unchanged())
        .put("failed", end.failed())
        .put("follows", end.leads().tasks().size());
    notFollowed(end.leads().notFollowed(), json);
    if (end.error() != null) {
      json.put("error", end.error());
      json.putObject("links").put("error", base + "/errors/" + end.error());
    }
  }

  /// Links by what kept them from being followed, where there are any.
  static void notFollowed(Map<NotFollowed, Integer> links, ObjectNode json) {
    if (!links.isEmpty()) {
      json.set("notFollowed", Json.MAPPER.valueToTree(NotFollowed.byLabel(links)));
    }
  }
}
