package pagestream.yaml;

/// Where in a file something stands.
///
/// @param line from 1 on; 0 for the file as a whole
/// @param path the keys that lead there, as `fields.id`; empty for the whole
public record Place(String file, int line, String path) {

  static Place whole(String file) {
    return new Place(file, 0, "");
  }

  /// As messages begin: `recipes/movies.yml:14: fields.id`.
  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + (path.isEmpty() ? "" : ": " + path);
  }
}
