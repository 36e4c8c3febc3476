package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MappingArnsTest {
  @Test
  void theArnsNameRegionAndAccountAndIamHasNoRegion() {
    assertThat(MappingArns.ofStream("us-east-2", "orders", "ship"))
        .isEqualTo(
            new MappingArns(
                "us-east-2",
                "arn:aws:kinesis:us-east-2:000000000000:stream/orders",
                "arn:aws:lambda:us-east-2:000000000000:function:ship",
                "arn:aws:iam::000000000000:role/ship"));
  }

  @Test
  void aQueueIsNamedByItselfAlone() {
    assertThat(MappingArns.ofQueue("us-east-2", "orders", "ship").source())
        .isEqualTo("arn:aws:sqs:us-east-2:000000000000:orders");
  }
}
