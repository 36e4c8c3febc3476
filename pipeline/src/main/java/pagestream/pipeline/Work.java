package pagestream.pipeline;

import java.util.Optional;

/// What is done for a task.
public sealed interface Work {
  /// Tells the task from others of the same address.
  String key();

  /// The row that is to be completed.
  default Optional<CarriedRow> carried() {
    return Optional.empty();
  }

  /// The rows of its page are taken.
  record Rows() implements Work {
    @Override
    public String key() {
      return "";
    }
  }

  /// A row is completed by its page, which has more of the row's fields.
  ///
  /// @param row as the pages before had it
  record Detail(CarriedRow row) implements Work {
    @Override
    public String key() {
      return row.id();
    }

    @Override
    public Optional<CarriedRow> carried() {
      return Optional.of(row);
    }
  }
}
