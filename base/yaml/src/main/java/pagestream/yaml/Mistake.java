package pagestream.yaml;

/// What is wrong at one place of a file.
///
/// @param message what was expected there and what was found
public record Mistake(Place place, String message) {

  /// A mistake of a file that cannot be read as YAML at all.
  public static Mistake ofFile(String file, String message) {
    return new Mistake(Place.whole(file), message);
  }

  @Override
  public String toString() {
    return place + ": " + message;
  }
}
