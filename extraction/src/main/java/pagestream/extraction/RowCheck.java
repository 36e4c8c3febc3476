package pagestream.extraction;

import java.util.List;
import java.util.Optional;
import pagestream.catalog.Field;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;

/// What a row needs to go on: an element for each required field of the page, and a size that a
/// batch takes.
///
/// @param fields those of the page that the row was taken off
record RowCheck(List<Field> fields) {
  Optional<Rejection> fault(Row row) {
    return fields.stream()
        .filter(field -> field.required() && !row.fields().containsKey(field.name()))
        .findFirst()
        .map(RowCheck::missing)
        .or(() -> Batches.fits(row, BatchCodec.ROWS) ? Optional.empty() : Optional.of(tooLarge()));
  }

  private static Rejection missing(Field field) {
    return new Rejection(
        Reason.ELEMENT_MISSING,
        "%s: expected an element at \"%s\", found none".formatted(field.name(), field.select()));
  }

  private static Rejection tooLarge() {
    return new Rejection(
        Reason.ROW_TOO_LARGE,
        "expected a row of at most %d bytes, found more".formatted(Batches.MAX_ENTRY_BYTES));
  }
}
