package pagestream.encoding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Gzip (RFC 1952), told by its magic number.
public final class Gzip {
  private Gzip() {}

  /// Thrown by [#unpack] where the content is larger than the caller allows.
  public static final class TooLargeException extends IOException {
    TooLargeException(int limit) {
      super("more than " + limit + " bytes");
    }
  }

  public static byte[] pack(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static byte[] packWhereItSaves(byte[] bytes) {
    byte[] packed = pack(bytes);
    return packed.length < bytes.length ? packed : bytes;
  }

  /// The content, unpacked where it is packed, of at most `limit` bytes.
  public static byte[] unpack(byte[] bytes, int limit) throws IOException {
    byte[] content = isPacked(bytes) ? inflate(bytes, limit) : bytes;
    if (content.length > limit) {
      throw new TooLargeException(limit);
    }
    return content;
  }

  private static byte[] inflate(byte[] bytes, int limit) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readNBytes(limit + 1);
    }
  }

  private static boolean isPacked(byte[] bytes) {
    return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }
}
