package pagestream.extraction;

import java.net.URI;
import pagestream.pipeline.Row;

/// A row that can go on.
public sealed interface Taken {
  Row row();

  /// It has all that it will ever have.
  record Complete(Row row) implements Taken {}

  /// The page that its link leads to has more of it.
  ///
  /// @param to as the link has it, resolved against the page's base
  /// @param level that of the page it leads to; see [pagestream.catalog.Detail]
  record Leads(Row row, URI to, int level) implements Taken {}
}
