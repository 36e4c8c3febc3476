package pagestream.aws;

import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/// How much may be read, as DynamoDB itself counts it. The request that exceeds it is the last one;
/// several that are under way at once may exceed it by a megabyte each.
final class ReadBudget {
  /// A strongly consistent read unit is 4 KB.
  static final double UNITS_PER_MEGABYTE = 256;

  private final double units;
  private final Optional<ReadBudget> whole;
  private final DoubleAdder spent = new DoubleAdder();

  private ReadBudget(int megabytes, Optional<ReadBudget> whole) {
    this.units = megabytes * UNITS_PER_MEGABYTE;
    this.whole = whole;
  }

  static ReadBudget of(int megabytes) {
    return new ReadBudget(megabytes, Optional.empty());
  }

  /// A part of this one. What is spent of it is spent of both.
  ReadBudget part(int megabytes) {
    return new ReadBudget(megabytes, Optional.of(this));
  }

  boolean isLeft() {
    return spent.sum() < units && whole.map(ReadBudget::isLeft).orElse(true);
  }

  void spend(ConsumedCapacity read) {
    spent.add(read.capacityUnits());
    whole.ifPresent(budget -> budget.spend(read));
  }
}
