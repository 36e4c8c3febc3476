package pagestream.extraction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import pagestream.encoding.WebCharset;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;

/// Parses a page, in the charset the recipe names or else the page claims. What is no HTML is
/// rejected, and so is text that is plainly in another charset.
final class HtmlParser {
  /// Where jsoup looks for what a page says of its charset.
  private static final int START_BYTES = 5 << 10;

  private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Optional<Charset> recipes;

  /// @param recipes the charset that the recipe names
  HtmlParser(Optional<Charset> recipes) {
    this.recipes = recipes;
  }

  Result<Document> parse(Content page, PageBudget budget) {
    return charset(page).map(charset -> parse(page, charset, budget));
  }

  /// The charset that the page is in.
  Result<Charset> charset(Content page) {
    if (TextCheck.isBlank(page.bytes())) {
      return Result.rejected(
          Reason.PAGE_EMPTY, "expected a page from " + page.url() + ", found nothing");
    }
    HtmlType type = new HtmlType(page.type());
    if (!type.isHtml(page.bytes())) {
      return notHtml(page.url(), page.type().isEmpty() ? "none" : page.type());
    }
    try {
      return checked(page, found(page, recipes.or(() -> type.charset().map(WebCharset::of))));
    } catch (UnsupportedCharsetException e) {
      return wrongCharset("the unknown charset \"" + e.getCharsetName() + "\"");
    } catch (IllegalCharsetNameException e) {
      return wrongCharset("the unknown charset \"" + e.getCharsetName() + "\"");
    }
  }

  private Result<Charset> checked(Content page, Charset charset) {
    if (recipes.isPresent() || TextCheck.isTextIn(charset, page.bytes())) {
      return Result.ok(charset);
    }
    return TextCheck.hasNul(page.bytes())
        ? notHtml(page.url(), "binary data with NUL bytes")
        : wrongCharset("bytes of another charset than " + charset.name());
  }

  /// A byte order mark decides, then the charset that is named, then what the page's beginning
  /// says.
  private static Charset found(Content page, Optional<Charset> named) {
    int length = Math.min(START_BYTES, page.bytes().length);
    try {
      Charset found =
          Jsoup.parse(
                  new ByteArrayInputStream(page.bytes(), 0, length),
                  named.map(Charset::name).orElse(null),
                  page.url().toString())
              .charset();
      return named.isPresent() ? found : WebCharset.meantBy(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Counts the elements while they are made: they take far more memory than the page's bytes.
  private static Document parse(Content page, Charset charset, PageBudget budget) {
    Parser html = Parser.htmlParser().setMaxDepth(PageBudget.MAX_DEPTH);
    try (StreamParser parser = new StreamParser(html)) {
      parser.parse(reader(page.bytes(), charset), page.url().toString());
      parser.iterator().forEachRemaining(element -> budget.addElement());
      return parser.document();
    }
  }

  /// Without UTF-8's byte order mark, which Java would take for text.
  private static Reader reader(byte[] bytes, Charset charset) {
    boolean isMarked =
        charset.equals(StandardCharsets.UTF_8)
            && Arrays.mismatch(bytes, UTF_8_MARK) == UTF_8_MARK.length;
    int from = isMarked ? UTF_8_MARK.length : 0;
    return new InputStreamReader(
        new ByteArrayInputStream(bytes, from, bytes.length - from), charset);
  }

  private static Result<Charset> notHtml(URI url, String found) {
    return Result.rejected(
        Reason.PAGE_NOT_HTML, "expected HTML from %s, found %s".formatted(url, found));
  }

  private static Result<Charset> wrongCharset(String found) {
    return Result.rejected(
        Reason.PAGE_CHARSET,
        "expected a page in the charset it claims, found %s; name the right one as charset in"
                .formatted(found)
            + " the recipe");
  }
}
