package pagestream.fetching;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import pagestream.encoding.Gzip;

/// The content coding of an answer ([RFC 9110, section
/// 8.4](https://www.rfc-editor.org/rfc/rfc9110#section-8.4)). Some sites compress what nobody asked
/// them to.
///
/// @param name in lower case, or several with commas; empty for a body that is not compressed
record ContentEncoding(String name) {
  /// What misconfigured servers say of a body that is not compressed.
  private static final Set<String> MISUSED =
      Set.of(
          "",
          "identity",
          "none",
          "binary",
          "8bit",
          "utf-8",
          "utf8",
          "iso-8859-1",
          "chunked",
          "aws-chunked");

  /// The body cannot be decompressed.
  static final class UnreadableException extends IOException {
    UnreadableException(String message) {
      super(message);
    }
  }

  static ContentEncoding of(HttpHeaders headers) {
    return new ContentEncoding(
        headers.allValues("Content-Encoding").stream()
            .flatMap(value -> Stream.of(value.split(",")))
            .map(value -> value.strip().toLowerCase(Locale.ROOT))
            .filter(each -> !MISUSED.contains(each))
            .collect(Collectors.joining(", ")));
  }

  /// The body, decompressed. A body that is compressed without a name is decompressed too, if it is
  /// gzip.
  ///
  /// @param limit how many bytes it may have
  byte[] decode(byte[] body, int limit) throws IOException {
    if (body.length == 0) {
      return body;
    }
    return switch (name) {
      case "" -> gzip(body, limit);
      case "gzip", "x-gzip" -> {
        if (!Gzip.isCompressed(body)) {
          throw new UnreadableException("a body labelled gzip that is not gzip");
        }
        yield gzip(body, limit);
      }
      case "deflate" -> deflate(body, limit);
      default ->
          throw new UnreadableException(
              "the Content-Encoding \"%s\", which was not asked for".formatted(name));
    };
  }

  /// The beginning of a body, however much it has.
  byte[] beginning(byte[] body, int limit) throws IOException {
    return switch (name) {
      case "", "gzip", "x-gzip" -> Gzip.beginning(body, limit);
      default -> decode(body, limit);
    };
  }

  private static byte[] gzip(byte[] body, int limit) throws IOException {
    try {
      return Gzip.decompress(body, limit);
    } catch (Gzip.TooLargeException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableException("gzip that cannot be decompressed");
    }
  }

  /// In the form of RFC 1950, as it should be, or in that of RFC 1951, as some servers have it.
  private static byte[] deflate(byte[] body, int limit) throws IOException {
    Inflater inflater = new Inflater(!hasZlibHeader(body));
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
      byte[] content = in.readNBytes(limit + 1);
      if (content.length > limit) {
        throw new Gzip.TooLargeException(limit);
      }
      return content;
    } catch (Gzip.TooLargeException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableException("deflate that cannot be decompressed");
    } finally {
      inflater.end();
    }
  }

  private static boolean hasZlibHeader(byte[] body) {
    return body.length > 1
        && (body[0] & 0x0f) == 8
        && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
  }
}
