package pagestream.catalog;

import java.net.URI;
import java.net.URISyntaxException;

/// An absolute http or https address.
public final class HttpAddress {
  /// Stands where a text was no address, until its mistake is reported.
  static final URI NOWHERE = URI.create("http://nowhere.invalid/");

  private HttpAddress() {}

  /// Refuses any other text by an [IllegalArgumentException] that says what was expected and found.
  public static URI parse(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && isHttp(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, as for every other fault
    }
    throw new IllegalArgumentException(
        "expected an address such as https://example.org/movies, found \"" + text + "\"");
  }

  public static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }
}
