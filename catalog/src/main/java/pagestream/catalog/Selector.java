package pagestream.catalog;

import pagestream.yaml.Place;

/// Where something is on a page, in the words of the page's format. Only the format's extractor
/// understands it.
///
/// @param place where the recipe says so, for messages
public record Selector(String text, Place place) {
  @Override
  public String toString() {
    return text;
  }
}
