package pagestream.scraper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;

/// Parses a page, in the charset the recipe names or else the page claims, and refuses text that is
/// plainly in another one.
final class PageParser {
  private PageParser() {}

  sealed interface Parsed {
    record Ok(Document document) implements Parsed {}

    record Rejected(Rejection why) implements Parsed {}
  }

  static Parsed parse(Fetched.Page page, Optional<Charset> recipes) {
    Optional<String> named = recipes.map(Charset::name).or(page::charset);
    try {
      Document document =
          Jsoup.parse(
              new ByteArrayInputStream(page.body()), named.orElse(null), page.url().toString());
      if (recipes.isPresent() || isIn(document.charset(), page.body())) {
        return new Parsed.Ok(document);
      }
      return isBinary(page.body())
          ? notHtml(page.url())
          : wrongCharset("bytes of another charset than " + document.charset().name());
    } catch (UnsupportedCharsetException e) {
      return wrongCharset("the unknown charset \"" + e.getCharsetName() + "\"");
    } catch (IllegalCharsetNameException e) {
      return wrongCharset("the unknown charset \"" + e.getCharsetName() + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Parsed wrongCharset(String found) {
    return new Parsed.Rejected(
        new Rejection(
            Reason.PAGE_CHARSET,
            "expected a page in the charset it claims, found %s; name the right one as charset in"
                    .formatted(found)
                + " the recipe"));
  }

  private static Parsed notHtml(URI url) {
    return new Parsed.Rejected(
        new Rejection(
            Reason.PAGE_NOT_HTML,
            "expected HTML from %s, found binary data with NUL bytes".formatted(url)));
  }

  /// What is no text in the page's charset and has NUL bytes is no text at all.
  private static boolean isBinary(byte[] body) {
    for (byte b : body) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  /// A few broken characters are the page's own; many mean a wrong charset. Text that is valid
  /// UTF-8, beyond ASCII, is hardly ever meant as anything else.
  private static boolean isIn(Charset charset, byte[] body) {
    if (!charset.equals(StandardCharsets.UTF_8) && isUtf8(body) && isBeyondAscii(body)) {
      return false;
    }
    String text = new String(body, charset);
    long beyondAscii = text.chars().filter(c -> c > 0x7f).count();
    long broken = text.chars().filter(c -> c == 0xfffd).count();
    return broken * 10 <= beyondAscii;
  }

  static boolean isUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isBeyondAscii(byte[] body) {
    for (byte b : body) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }
}
