package pagestream.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import pagestream.emulator.lambda.InvocationResult.FunctionError;
import pagestream.emulator.lambda.InvocationResult.Success;
import pagestream.encoding.Json;

/// Opens functions of [Handlers] in processes with the tests' own classpath, and reads what they
/// answer.
final class FunctionFixture implements AutoCloseable {
  static final String REQUEST_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final List<LocalFunction> opened = new ArrayList<>();

  LocalFunction open(String handler, int megabytes, int seconds, int concurrency) {
    LocalFunction function =
        new LocalFunction(settings(handler, megabytes, seconds, concurrency), log::add);
    opened.add(function);
    return function;
  }

  /// The next line of the functions' output, awaited.
  String logLine() throws InterruptedException {
    return log.take();
  }

  @Override
  public void close() {
    opened.forEach(LocalFunction::close);
  }

  static FunctionSettings settings(String handler, int megabytes, int seconds, int concurrency) {
    List<Path> classpath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return new FunctionSettings(
        "fn",
        "pagestream.emulator.lambda.Handlers$" + handler,
        classpath,
        megabytes,
        Duration.ofSeconds(seconds),
        Map.of("AWS_REGION", "eu-west-2", "TABLE", "pages", "_HANDLER", "reserved"),
        concurrency,
        List.of());
  }

  static String act(LocalFunction function, String what) throws InterruptedException, IOException {
    return success(function.invoke(json("\"" + what + "\""))).asText();
  }

  static JsonNode success(InvocationResult result) throws IOException {
    assertThat(result).as(() -> String.valueOf(result)).isInstanceOf(Success.class);
    return tree(((Success) result).payload());
  }

  static FunctionError error(InvocationResult result) {
    assertThat(result).isInstanceOf(FunctionError.class);
    return (FunctionError) result;
  }

  static JsonNode tree(byte[] payload) throws IOException {
    return Json.MAPPER.readTree(payload);
  }

  static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
