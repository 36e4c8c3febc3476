package pagestream.emulator.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Serves [LambdaApi] and prints its URL. Ends when its standard input does, as it does when
/// whoever started it ends, however that ends.
final class LambdaMain {
  private LambdaMain() {}

  /// Takes the folder of the functions' logs.
  public static void main(String[] arguments) throws IOException {
    try (LambdaApi api = new LambdaApi(Path.of(arguments[0]))) {
      System.out.println(api.url());
      long ignored = System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
