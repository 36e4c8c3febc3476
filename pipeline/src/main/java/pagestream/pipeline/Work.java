package pagestream.pipeline;

import java.util.List;
import java.util.Optional;

/// What is done for a task.
public sealed interface Work {
  /// Tells the task from others of the same address.
  String key();

  /// Whether a page is fetched for it.
  default boolean isFetched() {
    return true;
  }

  /// For how many pages it stands: a list for those that it has. How many a source starts at is not
  /// said here.
  default int pages() {
    return 1;
  }

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

  /// Its sitemap leads to the pages that it names.
  record Sitemap() implements Work {
    @Override
    public String key() {
      return "\nsitemap";
    }
  }

  /// It leads to the pages where its source starts.
  record Starts() implements Work {
    @Override
    public String key() {
      return "\nstarts";
    }

    @Override
    public boolean isFetched() {
      return false;
    }
  }

  /// Failures are sent through the stages at which they happened again.
  ///
  /// @param part counts the parts of a redrive from 0
  /// @param failures their ids
  /// @param more where the failures of the next part are found; empty where this one is the last
  record Redrive(int part, List<String> failures, Optional<Selection> more) implements Work {
    /// Its number alone: a run has one part of each.
    @Override
    public String key() {
      return "\nredrive\n" + part;
    }

    @Override
    public boolean isFetched() {
      return false;
    }
  }

  /// It leads to these pages: a part of a list that is longer than one task can lead to.
  record Addresses(List<String> urls) implements Work {
    @Override
    public String key() {
      return "\naddresses\n" + String.join("\n", urls);
    }

    @Override
    public int pages() {
      return urls.size();
    }

    @Override
    public boolean isFetched() {
      return false;
    }
  }
}
