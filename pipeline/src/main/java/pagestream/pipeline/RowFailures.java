package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import pagestream.encoding.Json;

/// The failures of a page's rows, few enough to be kept while somebody waits: the first ones one by
/// one, the others in groups of one reason. Of those whose own page was not followed more stand
/// alone, each with its task, since no group can be followed. The same rows always make the same
/// groups, so that the failures of a page that is read again are the same.
///
/// ```
/// {"rows": [{"position": 100, "message": "…", "contentType": "text/html", "text": "<tr>…"}]}
/// ```
public final class RowFailures {
  static final int MAX_SINGLE = 100;
  public static final int MAX_TASKS = 500;
  static final int MAX_ROWS = 500;

  /// What the payloads of a group may have together; a larger one is a group of its own.
  static final int MAX_BYTES = 1 << 20;

  private RowFailures() {}

  /// The same failures, in fewer.
  ///
  /// @param rows a failure for each row, all of one page; one that has failed again is known by its
  ///   own id
  public static List<Failure> grouped(List<Failure> rows) {
    List<Failure> grouped = new ArrayList<>();
    Map<Reason, List<Failure>> byReason = new EnumMap<>(Reason.class);
    int tasks = 0;
    for (Failure row : rows) {
      boolean hasTask = row.task() != null;
      tasks += hasTask ? 1 : 0;
      if (row.isAgain() || (hasTask ? tasks <= MAX_TASKS : grouped.size() < MAX_SINGLE)) {
        grouped.add(row);
      } else {
        byReason.computeIfAbsent(row.reason(), why -> new ArrayList<>()).add(row);
      }
    }
    byReason.values().forEach(ofOne -> groups(ofOne).forEach(group -> grouped.add(inOne(group))));
    return grouped;
  }

  private static List<List<Failure>> groups(List<Failure> rows) {
    List<List<Failure>> groups = new ArrayList<>();
    int first = 0;
    int bytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      int size = rows.get(i).payload().bytes().length;
      if (i > first && (i - first == MAX_ROWS || bytes + size > MAX_BYTES)) {
        groups.add(rows.subList(first, i));
        first = i;
        bytes = 0;
      }
      bytes += size;
    }
    groups.add(rows.subList(first, rows.size()));
    return groups;
  }

  private static Failure inOne(List<Failure> rows) {
    return rows.size() == 1 ? rows.getFirst() : Failure.ofRows(rows, payload(rows));
  }

  private static Payload payload(List<Failure> rows) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    ArrayNode array = tree.putArray("rows");
    rows.forEach(row -> array.add(json(row)));
    try {
      return Payload.json(Json.MAPPER.writeValueAsBytes(tree));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode json(Failure row) {
    return Json.MAPPER
        .createObjectNode()
        .put("position", row.position())
        .put("message", row.message())
        .put("contentType", row.payload().contentType())
        .put("text", new String(row.payload().bytes(), StandardCharsets.UTF_8));
  }

  /// A row of a group, as its own failure would keep it.
  public record Kept(int position, Payload payload) {}

  /// The rows of a group; none if the payload is not a group's.
  public static List<Kept> rows(Payload group) {
    try {
      JsonNode rows = Json.MAPPER.readTree(group.bytes()).path("rows");
      return rows.isArray()
          ? StreamSupport.stream(rows.spliterator(), false).map(RowFailures::kept).toList()
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Kept kept(JsonNode row) {
    byte[] text = row.path("text").asText().getBytes(StandardCharsets.UTF_8);
    return new Kept(
        row.path("position").intValue(), new Payload(row.path("contentType").asText(), text));
  }
}
