package pagestream.fetching;

import java.util.regex.Pattern;
import pagestream.config.Build;

/// Who asks, as every request says.
///
/// @param header the value of the header `User-Agent`
public record UserAgent(String header) {
  /// What a robots.txt calls Pagestream ([RFC 9309, section
  /// 2.2.1](https://www.rfc-editor.org/rfc/rfc9309#section-2.2.1)).
  static final String TOKEN = "pagestream";

  /// The page or the mail address of somebody who answers for what Pagestream does; the same as in
  /// `serverless/settings.json`.
  static final String CONTACT =
      "https?://[\\w.:-]+(/[!-'*-~]*)?|[\\w.+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+";

  private static final Pattern CONTACT_PATTERN = Pattern.compile(CONTACT);

  /// Names nobody.
  public static final UserAgent WITHOUT_CONTACT = new UserAgent("Pagestream/" + Build.version());

  /// Refuses any text that is no contact by an [IllegalArgumentException] that says what was
  /// expected and found.
  public static UserAgent withContact(String contact) {
    if (!CONTACT_PATTERN.matcher(contact).matches()) {
      throw new IllegalArgumentException(
          "expected an address such as https://example.org/bot or me@example.org, found \"%s\""
              .formatted(contact));
    }
    String address = contact.contains("://") ? contact : "mailto:" + contact;
    return new UserAgent("%s (+%s)".formatted(WITHOUT_CONTACT.header, address));
  }
}
