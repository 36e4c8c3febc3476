package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.emulator.engine.DynamoEngine;
import pagestream.emulator.engine.KinesisEngine;
import pagestream.emulator.engine.QueueEngine;

class HostLifecycleIT {
  /// A queue that calls no function.
  private static final String UNREAD = "discarded-batches-dead-letters-kept";

  @Test
  void whatWasScrapedOutlivesARestartAndIsNotProcessedAgain(@TempDir Path data) throws Exception {
    try (PageSite site = new PageSite()) {
      site.show(MoviePage.of(IntStream.range(1, 31).mapToObj(MoviePage::numbered)));
      Map<String, String> env = Map.of("url", site.url().toString(), "suffix", "kept");
      List<JsonNode> before;
      JsonNode first;
      try (LocalHost host = Hosts.start(env, "--data", data.toString())) {
        ApiClient api = new ApiClient(host.api());
        first = api.settledRun();
        before = api.all("/movies");
        try (QueueClient queue = new QueueClient(host.engines(), UNREAD)) {
          queue.send("kept");
        }
      }

      try (LocalHost host = Hosts.start(env, "--data", data.toString())) {
        ApiClient api = new ApiClient(host.api());
        assertThat(api.all("/movies")).hasSize(30).isEqualTo(before);
        assertThat(api.get("/runs/" + first.path("run").asText()).json()).isEqualTo(first);
        assertThat(api.settledRun().path("status").asText()).isEqualTo("unchanged");
        assertThat(api.all("/movies")).isEqualTo(before);
        assertThat(api.all("/errors")).isEmpty();
        try (QueueClient queue = new QueueClient(host.engines(), UNREAD)) {
          assertThat(queue.receive().body()).isEqualTo("kept");
        }
      }
    }
  }

  @Test
  void aHostThatEndedLeavesNoProcess() throws Exception {
    List<ProcessHandle> children;
    try (LocalHost host = Hosts.start(Map.of("suffix", "gone"))) {
      new ApiClient(host.api()).settledRun();
      children = ProcessHandle.current().descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(5);
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aHostOnOtherEnginesRunsUntilItIsAskedToEnd(@TempDir Path folder) throws Exception {
    Path modules = Path.of(System.getProperty("node.modules"));
    try (KinesisEngine kinesis = KinesisEngine.start(modules, Optional.empty());
        DynamoEngine dynamo = DynamoEngine.inMemory();
        QueueEngine queues = QueueEngine.inMemory("eu-west-2")) {
      Path log = folder.resolve("log");
      Process process =
          main(
              log,
              List.of(),
              Map.of(
                  "AWS_ENDPOINT_URL", dynamo.endpoint().toString(),
                  "AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString(),
                  "AWS_ENDPOINT_URL_SQS", queues.endpoint().toString()));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !process.isAlive() || Files.readString(log).contains("ready: "));
      ApiClient api = new ApiClient(URI.create(Files.readString(log).split("ready: ")[1].strip()));

      assertThat(api.settledRun().path("stored").asInt()).isEqualTo(250);
      assertThat(api.get("/health").json().path("engine").asText()).isEqualTo("endpoint");

      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readAllLines(log))
          .filteredOn(line -> !line.contains(" api "))
          .as("but for a request's line, which comes after its answer")
          .endsWith("stopping …");
    }
  }

  /// A script that was killed cannot ask its host to end.
  @Test
  void aHostEndsInOrderWithTheScriptThatHasStartedIt(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log");
    Process script = main(log, List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh"), Map.of());
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !script.isAlive() || Files.readString(log).contains("ready: "));
    List<ProcessHandle> started = script.descendants().toList();
    assertThat(started).hasSizeGreaterThanOrEqualTo(6);
    try {
      script.destroyForcibly();

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
      assertThat(Files.readString(log)).endsWith("stopping …\n");
    } finally {
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /// @param script what starts it; empty for the test itself
  private static Process main(Path log, List<String> script, Map<String, String> env)
      throws IOException {
    List<String> line = new ArrayList<>(script);
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dproject.folder=" + System.getProperty("project.folder"),
            "-Dstdout.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            "pagestream.local.Main"));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(env);
    builder.environment().put("PORT", "0");
    return builder.start();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // the demo site binds first, to the port after this one
      String port = Integer.toString(taken.getLocalPort() - 1);

      assertThatThrownBy(() -> Hosts.start(Map.of("PORT", port)).close())
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("set PORT so that it");
    }
  }

  @Test
  void aPageThatCannotBeReachedIsToldAndWrittenDown() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + closed + "/";
    try (LocalHost host = Hosts.start(Map.of("url", url))) {
      ApiClient api = new ApiClient(host.api());

      ApiClient.Answer answer = api.post("/scrap_movies");

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.json().path("detail").asText()).contains(url, "check url");
      assertThat(api.get("/errors/" + answer.json().path("error").asText()).status())
          .isEqualTo(200);
    }
  }
}
