package pagestream.catalog;

import java.net.URI;
import java.util.Optional;

/// What is scraped, and when: where its pages begin, and the recipe that reads them.
///
/// @param recipe the recipe's name
/// @param start the address of its first page
/// @param schedule when it is scraped by the clock; empty where it never is
public record Source(String name, String recipe, URI start, Optional<Schedule> schedule) {
  /// The source that the settings `url`, `recipe` and `schedule` make.
  public static final String DEFAULT = "default";

  /// The default source.
  public static Source byDefault(String recipe, URI start, Optional<Schedule> schedule) {
    return new Source(DEFAULT, recipe, start, schedule);
  }
}
