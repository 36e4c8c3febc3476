package pagestream.encoding;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 (FIPS 180-4) in hexadecimal digits, cut to the length that is needed.
public final class Sha256 {
  private Sha256() {}

  /// The hash's first bytes, two digits each.
  ///
  /// @param bytes how many of its 32 bytes
  public static String hex(byte[] content, int bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
