package pagestream.encoding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Gzip (RFC 1952), told by its magic number.
public final class Gzip {
  private Gzip() {}

  /// The content is larger than the caller allows.
  public static final class TooLargeException extends IOException {
    public TooLargeException(int limit) {
      super("more than " + limit + " bytes");
    }
  }

  public static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  public static byte[] compressWhereItSaves(byte[] bytes) {
    byte[] compressed = compress(bytes);
    return compressed.length < bytes.length ? compressed : bytes;
  }

  /// The content, decompressed where it is compressed, of at most `limit` bytes.
  public static byte[] decompress(byte[] bytes, int limit) throws IOException {
    byte[] content = isCompressed(bytes) ? inflate(bytes, limit) : bytes;
    if (content.length > limit) {
      throw new TooLargeException(limit);
    }
    return content;
  }

  /// The beginning of the content, decompressed where it is compressed: at most `limit` bytes, and
  /// so many as can be decompressed where it breaks off.
  public static byte[] beginning(byte[] bytes, int limit) {
    if (!isCompressed(bytes)) {
      return Arrays.copyOf(bytes, Math.min(bytes.length, limit));
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] part = new byte[8192];
      int read = 0;
      while (read >= 0 && content.size() < limit) {
        content.write(part, 0, read);
        read = gzip.read(part, 0, Math.min(part.length, limit - content.size()));
      }
    } catch (IOException e) {
      // it breaks off there
    }
    return content.toByteArray();
  }

  private static byte[] inflate(byte[] bytes, int limit) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readNBytes(limit + 1);
    }
  }

  /// Whether they begin as gzip does.
  public static boolean isCompressed(byte[] bytes) {
    return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }
}
