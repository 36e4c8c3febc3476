package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLifecycleIT {
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
      }

      try (LocalHost host = Hosts.start(env, "--data", data.toString())) {
        ApiClient api = new ApiClient(host.api());
        assertThat(api.all("/movies")).hasSize(30).isEqualTo(before);
        assertThat(api.get("/runs/" + first.path("run").asText()).json()).isEqualTo(first);
        assertThat(api.settledRun().path("status").asText()).isEqualTo("unchanged");
        assertThat(api.all("/movies")).isEqualTo(before);
        assertThat(api.all("/errors")).isEmpty();
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
