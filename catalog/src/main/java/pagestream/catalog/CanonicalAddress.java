package pagestream.catalog;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The one address that stands for all that lead to the same page ([RFC 3986, section
/// 6.2](https://www.rfc-editor.org/rfc/rfc3986#section-6.2)), so that a page is fetched once by
/// whatever links it is found.
public final class CanonicalAddress {
  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

  private CanonicalAddress() {}

  /// Scheme and host are in lower case, and the scheme's own port is left out. The path is never
  /// empty and has no dot segments. What need not be percent-encoded is not. There is no fragment,
  /// and no empty query.
  ///
  /// @param address an http or https address
  /// @param rule what its query means to the site
  public static URI of(URI address, QueryRule rule) {
    URI ascii = URI.create(address.toASCIIString());
    String user = ascii.getRawUserInfo() == null ? "" : ascii.getRawUserInfo() + "@";
    String query = ascii.getRawQuery() == null ? "" : rule.canonical(decoded(ascii.getRawQuery()));
    return URI.create(
        "%s://%s%s%s%s"
            .formatted(
                ascii.getScheme().toLowerCase(Locale.ROOT),
                user,
                HttpAddress.host(ascii),
                withoutDots(decoded(ascii.getRawPath())),
                query.isEmpty() ? "" : "?" + query));
  }

  /// Without the encoding of what may stand as it is; what stays encoded is in upper case.
  private static String decoded(String text) {
    return ENCODED.matcher(text).replaceAll(CanonicalAddress::decoded);
  }

  private static String decoded(MatchResult encoded) {
    byte[] one = HexFormat.of().parseHex(encoded.group(1));
    String character = new String(one, StandardCharsets.US_ASCII);
    return UNRESERVED.matcher(character).matches()
        ? character
        : encoded.group().toUpperCase(Locale.ROOT);
  }

  /// RFC 3986, section 5.2.4. [URI#normalize] also joins slashes, which may be part of a name, and
  /// keeps `..` at the beginning.
  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.replaceFirst("^/", "").split("/", -1)) {
      switch (segment) {
        case "." -> {}
        case ".." -> kept.pollLast();
        default -> kept.add(segment);
      }
    }
    boolean endsAsFolder = path.endsWith("/.") || path.endsWith("/..");
    return "/" + String.join("/", kept) + (endsAsFolder && !kept.isEmpty() ? "/" : "");
  }
}
