package pagestream.catalog;

import java.util.List;

/// A recipe that cannot be used: every mistake in it, one a line, with file, line, place and what
/// was expected.
public final class RecipeException extends IllegalArgumentException {
  RecipeException(List<String> mistakes) {
    super(String.join("\n", mistakes));
  }
}
