package pagestream.aws;

import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Reads objects that notifications tell of. Throws [pagestream.pipeline.TransientException] when
/// it cannot.
public final class Bucket {
  private final S3Client s3;

  public Bucket(S3Client s3) {
    this.s3 = s3;
  }

  /// The object's bytes: an invocation record has at most the 6 MB of an event, in Base64.
  public byte[] read(ObjectCreated object) {
    ResponseBytes<GetObjectResponse> read =
        Calls.call(
            "GetObject",
            () -> s3.getObjectAsBytes(r -> r.bucket(object.bucket()).key(object.key())));
    return read.asByteArrayUnsafe();
  }
}
