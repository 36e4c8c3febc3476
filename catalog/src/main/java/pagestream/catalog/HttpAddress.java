package pagestream.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// An absolute http or https address.
public final class HttpAddress {
  /// Stands where a text was no address, until its mistake is reported.
  static final URI NOWHERE = URI.create("http://nowhere.invalid/");

  private static final Pattern LENIENT = Pattern.compile("[ \"<>\\\\^`{|}]");

  private HttpAddress() {}

  /// One that somebody has written down for Pagestream. Refuses any other text by an
  /// [IllegalArgumentException] that says what was expected and found. A name and a password in it
  /// would be sent to nobody, and shown to everybody.
  public static URI parse(String text) {
    URI address = parseAny(text);
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "expected an address such as https://example.org/movies, found one with a user's name or"
              + " password before the host");
    }
    return address;
  }

  private static URI parseAny(String text) {
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

  /// The same for an address that stands on a page. Browsers take some characters in it that no
  /// address has, and send them percent-encoded.
  public static URI parseLink(String text) {
    return parseAny(
        LENIENT
            .matcher(text)
            .replaceAll(found ->
                "%" + HexFormat.of().withUpperCase().toHexDigits((byte) found.group().charAt(0))));
  }

  public static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }

  /// The host of an address, and its port unless that is the scheme's own: `example.org`,
  /// `example.org:8080`.
  public static String host(URI address) {
    return port(address) == ownPort(address) ? name(address) : endpoint(address);
  }

  /// The host of an address and its port, whatever that is: `example.org:80`.
  public static String endpoint(URI address) {
    return name(address) + ":" + port(address);
  }

  private static String name(URI address) {
    return address.getHost().toLowerCase(Locale.ROOT);
  }

  private static int port(URI address) {
    return address.getPort() == -1 ? ownPort(address) : address.getPort();
  }

  /// That of the scheme.
  private static int ownPort(URI address) {
    return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /// A host as [#host] has it. Refuses any other text by an [IllegalArgumentException] that says
  /// what was expected and found.
  static String parseHost(String text) {
    try {
      URI site = new URI("http://" + text);
      boolean isHostAlone = text.equals(site.getRawAuthority()) && site.getRawUserInfo() == null;
      if (isHostAlone && site.getHost() != null) {
        return host(site);
      }
    } catch (URISyntaxException e) {
      // said below, as for every other fault
    }
    throw new IllegalArgumentException(
        "expected a host such as cdn.example.org, found \"" + text + "\"");
  }
}
