package pagestream.extraction;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagestream.catalog.Blank;
import pagestream.catalog.Format;

/// A Content-Type as it was sent, and what it says of HTML.
record HtmlType(String contentType) {
  /// Within how many bytes a page that names no type must begin.
  private static final int MAX_START = 1024;

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"']+)", Pattern.CASE_INSENSITIVE);

  /// A page that names no type is HTML where it begins as one.
  boolean isHtml(byte[] body) {
    String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Format.HTML.mediaTypes().contains(media)
        || (media.isEmpty() && Blank.strip(start(body)).startsWith("<"));
  }

  private static String start(byte[] body) {
    return new String(body, 0, Math.min(MAX_START, body.length), StandardCharsets.UTF_8);
  }

  Optional<String> charset() {
    Matcher matcher = CHARSET.matcher(contentType);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
