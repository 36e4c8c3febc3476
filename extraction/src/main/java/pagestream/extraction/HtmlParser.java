package pagestream.extraction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import pagestream.encoding.WebCharset;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;

/// Parses a page, in the charset the recipe names or else the page claims. What is no HTML is
/// rejected, and so is text that is plainly in another charset.
final class HtmlParser {
  private final Optional<Charset> recipes;

  /// @param recipes the charset that the recipe names
  HtmlParser(Optional<Charset> recipes) {
    this.recipes = recipes;
  }

  Result<Document> parse(Content page) {
    if (TextCheck.isBlank(page.bytes())) {
      return Result.rejected(
          Reason.PAGE_EMPTY, "expected a page from " + page.url() + ", found nothing");
    }
    HtmlType type = new HtmlType(page.type());
    if (!type.isHtml(page.bytes())) {
      return notHtml(page.url(), page.type().isEmpty() ? "none" : page.type());
    }
    try {
      return parse(page, recipes.or(() -> type.charset().map(WebCharset::of)));
    } catch (UnsupportedCharsetException e) {
      return wrongCharset("the unknown charset \"" + e.getCharsetName() + "\"");
    } catch (IllegalCharsetNameException e) {
      return wrongCharset("the unknown charset \"" + e.getCharsetName() + "\"");
    }
  }

  private Result<Document> parse(Content page, Optional<Charset> charset) {
    try {
      Document document =
          Jsoup.parse(
              new ByteArrayInputStream(page.bytes()),
              charset.map(Charset::name).orElse(null),
              page.url().toString());
      Charset meant = WebCharset.meantBy(document.charset());
      if (charset.isEmpty() && !meant.equals(document.charset())) {
        return parse(page, Optional.of(meant));
      }
      if (recipes.isPresent() || TextCheck.isTextIn(document.charset(), page.bytes())) {
        return Result.ok(document);
      }
      return TextCheck.hasNul(page.bytes())
          ? notHtml(page.url(), "binary data with NUL bytes")
          : wrongCharset("bytes of another charset than " + document.charset().name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result<Document> notHtml(URI url, String found) {
    return Result.rejected(
        Reason.PAGE_NOT_HTML, "expected HTML from %s, found %s".formatted(url, found));
  }

  private static Result<Document> wrongCharset(String found) {
    return Result.rejected(
        Reason.PAGE_CHARSET,
        "expected a page in the charset it claims, found %s; name the right one as charset in"
                .formatted(found)
            + " the recipe");
  }
}
