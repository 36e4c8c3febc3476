package pagestream.pipeline;

/// A row on its way to a page that has more of its fields.
///
/// @param task the id of the task whose page it was taken off
/// @param level how many pages it has been to before, of those that have more of its fields
public record CarriedRow(String task, int level, Row row) {

  /// Tells it from other rows that lead to the same address.
  String id() {
    return "\n" + task + "\n" + row.position();
  }
}
