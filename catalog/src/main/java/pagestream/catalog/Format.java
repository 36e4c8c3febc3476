package pagestream.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the pages of a recipe are written in. Each format has an extractor of its own.
public enum Format {
  HTML;

  /// Those of pages in this format.
  public List<String> mediaTypes() {
    return switch (this) {
      case HTML -> List.of("text/html", "application/xhtml+xml");
    };
  }

  /// What recipes call it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Format of(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(word))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected one of %s, found \"%s\""
                    .formatted(
                        Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", ")),
                        word)));
  }
}
