package pagestream.query;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import pagestream.aws.InvalidCursorException;
import pagestream.aws.Slice;
import pagestream.aws.SliceRequest;

/// Cursors as they leave and come back: signed, so that none is taken that was not given, or was
/// changed since. They are signed by HMAC-SHA-256 ([RFC
/// 2104](https://www.rfc-editor.org/rfc/rfc2104)), of which the first 16 bytes follow the cursor
/// and a dot.
final class SignedCursors {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final Supplier<byte[]> key;

  /// @param key what cursors are signed with, asked for when the first one is
  SignedCursors(Supplier<byte[]> key) {
    this.key = key;
  }

  /// The slice as its query gave it, with its cursor signed.
  <T> Slice<T> signed(Slice<T> slice) {
    return new Slice<>(slice.items(), slice.next().map(this::signed));
  }

  /// The request with the cursor that its query gave.
  SliceRequest opened(SliceRequest request) {
    return new SliceRequest(
        request.limit(), request.ascending(), request.cursor().map(this::opened));
  }

  private String signed(String cursor) {
    return cursor + "." + signature(cursor);
  }

  private String opened(String signed) {
    int dot = signed.lastIndexOf('.');
    if (dot < 0) {
      throw InvalidCursorException.unreadable();
    }
    String cursor = signed.substring(0, dot);
    if (!MessageDigest.isEqual(utf8(signed), utf8(signed(cursor)))) {
      throw InvalidCursorException.unreadable();
    }
    return cursor;
  }

  private String signature(String cursor) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.get(), ALGORITHM));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(mac.doFinal(utf8(cursor)), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
