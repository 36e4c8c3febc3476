package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.StreamWriter;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class KinesisStreamTest {
  private final List<PutRecordsRequest> requests = new ArrayList<>();
  private final KeepingLog log = new KeepingLog();

  private BitSet put(int records, Function<PutRecordsRequest, PutRecordsResponse> answer) {
    StreamWriter stream = new KinesisStream(new Kinesis(requests, answer), "raw", log);
    return stream.put(
        IntStream.range(0, records)
            .mapToObj(i -> new StreamWriter.Put("key " + i, bytes("data " + i)))
            .toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// An answer in which the records at these places failed.
  private static PutRecordsResponse failing(int records, Integer... failed) {
    List<Integer> places = List.of(failed);
    return PutRecordsResponse.builder()
        .failedRecordCount(places.size())
        .records(
            IntStream.range(0, records)
                .mapToObj(i ->
                    places.contains(i)
                        ? PutRecordsResultEntry.builder()
                            .errorCode("ProvisionedThroughputExceededException")
                            .errorMessage("Rate exceeded")
                            .build()
                        : PutRecordsResultEntry.builder()
                            .sequenceNumber("4961")
                            .shardId("shardId-000000000000")
                            .build())
                .toList())
        .build();
  }

  @Test
  void recordsGoOutInOneRequestInOrder() {
    assertThat(put(3, request -> failing(3)).isEmpty()).isTrue();

    PutRecordsRequest request = requests.getFirst();
    assertThat(requests).hasSize(1);
    assertThat(request.streamName()).isEqualTo("raw");
    assertThat(request.records())
        .extracting(entry -> entry.partitionKey() + "=" + entry.data().asUtf8String())
        .containsExactly("key 0=data 0", "key 1=data 1", "key 2=data 2");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void thoseThatFailedAreToldByTheirPlaces() {
    assertThat(put(5, request -> failing(5, 1, 4)).stream()).containsExactly(1, 4);
  }

  @Test
  void aRequestThatFailsAsAWholeFailsAll() {
    assertThat(
            put(
                3,
                request -> {
                  throw SdkClientException.create("connection refused");
                })
                .stream())
        .containsExactly(0, 1, 2);
    assertThat(
            put(
                2,
                request -> {
                  throw ProvisionedThroughputExceededException.builder()
                      .message("Rate exceeded")
                      .build();
                })
                .stream())
        .containsExactly(0, 1);
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().getFirst())
        .startsWith("WARN putting 3 records on raw failed: ")
        .contains("connection refused");
  }

  private record Kinesis(
      List<PutRecordsRequest> requests, Function<PutRecordsRequest, PutRecordsResponse> answer)
      implements KinesisClient {
    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
      requests.add(request);
      return answer.apply(request);
    }

    @Override
    public String serviceName() {
      return "kinesis";
    }

    @Override
    public void close() {}
  }
}
