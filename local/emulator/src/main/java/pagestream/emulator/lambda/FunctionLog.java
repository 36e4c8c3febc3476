package pagestream.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/// What a function prints: every line in a file, and the last of them for whoever invokes it.
final class FunctionLog implements Consumer<String> {
  /// As much as Lambda tells, in bytes.
  static final int TAIL_BYTES = 4 << 10;

  private final Path file;
  private byte[] tail = {};

  /// @param file may be another environment's too
  FunctionLog(Path file) {
    this.file = file;
  }

  @Override
  public synchronized void accept(String line) {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] longer = Arrays.copyOf(tail, tail.length + bytes.length);
    System.arraycopy(bytes, 0, longer, tail.length, bytes.length);
    tail = Arrays.copyOfRange(longer, Math.max(0, longer.length - TAIL_BYTES), longer.length);
  }

  /// The end of what was printed since the last call, in Base64.
  synchronized String takeTail() {
    String taken = Base64.getEncoder().encodeToString(tail);
    tail = new byte[0];
    return taken;
  }
}
