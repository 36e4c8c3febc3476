package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.ended;
import static pagestream.memory.PortSamples.first;
import static pagestream.memory.PortSamples.head;
import static pagestream.memory.PortSamples.origin;
import static pagestream.memory.PortSamples.stored;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class RunMetricsIT extends WithTables {
  private final List<ObjectNode> told = new ArrayList<>();
  private final RunMetrics metrics = new RunMetrics("run-x", told::add);
  private Instant now = NOON.plus(Duration.ofMinutes(10));
  private RunTable runs;

  @BeforeEach
  void use() {
    runs = another();
  }

  private RunTable another() {
    return new RunTable(made.dynamo(), made.runTable(), () -> now, metrics);
  }

  private void begin(int run) {
    runs.begin(head(origin(run)), first(origin(run)));
  }

  private void settle(int run) {
    runs.end(ended(origin(run), 5, 2, 1));
    runs.add(stored(origin(run), 0, 3));
  }

  @Test
  void aRunIsToldOfOnceAfterItHasSettledWhoeverReadsIt() throws Exception {
    begin(1);
    runs.find(origin(1).run());
    assertThat(told).as("it has not settled").isEmpty();
    settle(1);

    RunTable other = another();
    runs.overdue();
    runs.find(origin(1).run());
    other.find(origin(1).run());

    assertThat(told)
        .map(ObjectNode::toString)
        .containsExactly(
            Json.MAPPER
                .readTree(
                    """
                    {"_aws": {"Timestamp": 1795262402000, "CloudWatchMetrics": [{
                       "Namespace": "Pagestream", "Dimensions": [["RunTable"]], "Metrics": [
                         {"Name": "Found", "Unit": "Count"}, {"Name": "Stored", "Unit": "Count"},
                         {"Name": "Unchanged", "Unit": "Count"}, {"Name": "Stale", "Unit": "Count"},
                         {"Name": "Failed", "Unit": "Count"},
                         {"Name": "Milliseconds", "Unit": "Milliseconds"}]}]},
                     "RunTable": "run-x", "Found": 5, "Stored": 3, "Unchanged": 0, "Stale": 0,
                     "Failed": 2, "Milliseconds": 2000, "run": "01JRUN00000000000000000100",
                     "source": "a-source", "recipe": "movies", "status": "settled"}
                    """)
                .toString());
  }

  @Test
  void ofTwoWhoReadARunAtOnceOneTellsOfIt() {
    begin(1);
    settle(1);
    DynamoDbClient overtaken =
        new Delegate(made.dynamo()) {
          @Override
          public UpdateItemResponse updateItem(UpdateItemRequest request) {
            runs.find(origin(1).run());
            return super.updateItem(request);
          }
        };

    new RunTable(overtaken, made.runTable(), () -> now, metrics).find(origin(1).run());

    assertThat(told).hasSize(1);
  }

  @Test
  void aRunThatGoesOnForAnHourAfterItsTimeIsOverdue() {
    begin(1);
    begin(2);
    settle(2);

    assertThat(runs.overdue()).isEmpty();
    now = NOON.plus(Duration.ofHours(1)).plusSeconds(1);
    assertThat(runs.overdue()).containsExactly(origin(1).run());

    settle(1);
    assertThat(runs.overdue()).isEmpty();
  }

  @Test
  void howManyAreOverdueIsToldWhereAnyIs() {
    metrics.overdue(List.of(), now);
    assertThat(told).isEmpty();

    metrics.overdue(List.of("01J", "01K"), now);

    assertThat(told)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.path("Unsettled").asInt()).isEqualTo(2);
          assertThat(line.path("runs").toString()).isEqualTo("[\"01J\",\"01K\"]");
          assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics").toString())
              .isEqualTo("[{\"Name\":\"Unsettled\",\"Unit\":\"Count\"}]");
        });
  }
}
